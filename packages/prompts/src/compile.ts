import { TeamError } from "@teamwright/core";
import Handlebars from "handlebars";

const engine = Handlebars.create();

/** Compiles a template, strictly: a variable that is missing throws TEMPLATE_INVALID with its name. Nothing inherited can be reached. */
export function compileTemplate(name: string, source: string): (data: Record<string, unknown>) => string {
  const template = engine.compile(source, { strict: true, noEscape: true, knownHelpersOnly: true });
  return (data) => {
    try {
      return template(data, { allowProtoMethodsByDefault: false, allowProtoPropertiesByDefault: false });
    } catch (cause) {
      const variable = /"([^"]+)" not defined/.exec((cause as Error).message)?.[1] ?? (cause as Error).message;
      throw new TeamError("TEMPLATE_INVALID", {
        message: `${name} names ${variable}, which does not exist.`,
        data: { template: name, variable },
        cause,
      });
    }
  };
}
