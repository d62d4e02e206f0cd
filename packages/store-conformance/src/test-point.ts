let hits = 0;

/** For a subject's `module`: dies by SIGKILL at the point and hit that the suite chose (`TEAMWRIGHT_TEST_POINT=name@3`). */
export function testPoint(point: string): void {
  const [name, hit = "1"] = (process.env.TEAMWRIGHT_TEST_POINT ?? "").split("@");
  if (name === point && ++hits === Number(hit)) process.kill(process.pid, "SIGKILL");
}
