/** Puts fields into one line. */
export function joinFields(fields, separator = ",") {
  return fields.join(separator);
}
