import { expect, it } from "vitest";
import { readAddress } from "./read-address.ts";

const complaint = (url: string) => {
  try {
    readAddress(url);
  } catch (error) {
    return error as { code: string; message: string; hint: string; data: object };
  }
  throw new Error(`${url} was taken`);
};

it("takes its own parameters out and leaves the others to the driver", () => {
  const address = readAddress(
    "postgres://me@db:5433/app?schema=team_a&notify=off&connections=2&timeout=500&options=-c%20x%3D1",
  );
  expect(address).toMatchObject({ schema: "team_a", notify: "off", connections: 2, timeoutMs: 500 });
  expect(address.connection.connectionString).toBe("postgres://me@db:5433/app?options=-c%20x%3D1".replace("%20", "+"));
});

it("has defaults", () => {
  expect(readAddress("postgresql://db/app")).toMatchObject({ schema: "teamwright", notify: "on", connections: 4 });
});

it("shows an address without password and parameters", () => {
  expect(readAddress("postgres://me:hush@db:5433/app?sslmode=disable").shown).toBe("postgres://me@db:5433/app");
});

it("verifies certificate and name unless told otherwise", () => {
  const mode = (query: string) =>
    new URL(readAddress(`postgres://db/app?${query}`).connection.connectionString!).searchParams.get("sslmode");
  expect([mode("sslmode=require"), mode("sslmode=prefer"), mode("sslmode=verify-ca")]).toEqual(
    Array(3).fill("verify-full"),
  );
  expect([mode("sslmode=no-verify"), mode("sslmode=disable"), mode("")]).toEqual(["no-verify", "disable", null]);
  expect(mode("sslmode=require&uselibpqcompat=true")).toBe("require");
});

it.each([
  ["schema=pg_mine", "schema"],
  ["schema=a%22b", "schema"],
  [`schema=${"a".repeat(64)}`, "schema"],
  ["notify=maybe", "notify"],
  ["connections=0", "connections"],
  ["timeout=soon", "timeout"],
  ["sslmode=allow", "sslmode"],
  ["sslrootcert=/no/such/file", "sslrootcert"],
])("refuses %s", (query, named) => {
  const { code, message } = complaint(`postgres://me:hush@db/app?${query}`);
  expect(code).toBe("STORE_URL");
  expect(message).toContain(named);
});

it("never repeats a password, also not of an address that it cannot read", () => {
  for (const url of [
    "postgres://me:hu#sh@db:x/app",
    "postgres://me:hush@db/app?notify=x",
    "postgres://me:hush @db/app",
  ]) {
    const { message, hint, data } = complaint(url);
    expect(JSON.stringify([message, hint, data])).not.toContain("hu");
  }
});
