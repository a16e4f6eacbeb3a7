const ASKED = /\b(opt|env|param|ssm|cf|s3)(?:\([^(){}]{0,100}\))?:([^\s,{}'"$]{1,300})/g;

/** The names by which values of variables can be given: an option's own, `env:NAME` and the like for the others. */
export const askedIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(ASKED)].map(([, type, address]) => (type === 'opt' ? (address ?? '') : `${type}:${address}`))),
];
