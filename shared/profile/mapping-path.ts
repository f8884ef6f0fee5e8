/** One step of a way into a body: the name of a member; what is in a list is gone through without a step. */
export type Step = string;

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** Words of JSONata that are no names. */
const reserved = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function']);

/** A step as JSONata writes it. A name in backticks cannot hold one, and is looked up by its text then. */
const written = (name: Step): string => {
  if (plainName.test(name) && !reserved.has(name)) return name;
  return name === '' || /[`\u0000-\u001f\u007f\ud800-\udfff]/.test(name)
    ? `$lookup($, ${JSON.stringify(name)})`
    : `\`${name}\``;
};

/** A way into a body as a JSONata path, whatever the names are. */
export const pathOf = (steps: readonly Step[]): string => ['$', ...steps.map(written)].join('.');
