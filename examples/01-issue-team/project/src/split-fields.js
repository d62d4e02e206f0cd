/** Takes the fields out of a line that `joinFields` made. */
export function splitFields(line, separator = ",") {
  return line.split(separator);
}
