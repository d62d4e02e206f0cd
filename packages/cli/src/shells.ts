// The shells of prompts that were written for other programs: their words, their flags, their answers.
import { teamMsgLine, tracking as trackingLine } from "@teamwright/board";

const say = (line: string): void => void process.stdout.write(`${line}\n`);

export const tracking = (argv: readonly string[]): Promise<number> => trackingLine(argv, say);
export const teamMsg = (argv: readonly string[]): Promise<number> => teamMsgLine(argv, say);
