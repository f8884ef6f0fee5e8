/** One step of a way into a body: the name of a member. A list takes no step of its own. */
export type Step = string;

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Words of JSONata that can't be plain names. */
const reserved = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);

/** A step as JSONata writes it. Backticks can't enclose a name that holds one; such a name is looked up by its text. */
const written = (name: Step): string => {
  if (plainName.test(name) && !reserved.has(name)) return name;
  return name === '' || /[`\u0000-\u001f\u007f\ud800-\udfff]/.test(name)
    ? `$lookup($, ${JSON.stringify(name)})`
    : `\`${name}\``;
};

/** A way into a body as a JSONata path, whatever the names hold. */
export const pathOf = (steps: readonly Step[]): string => ['$', ...steps.map(written)].join('.');
