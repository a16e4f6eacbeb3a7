import { pypiName } from './names.ts';

/** What a project or a package asks for, as https://packaging.python.org/en/latest/specifications/dependency-specifiers/ has it. */
export interface Requirement {
  /** Normalized. */
  readonly name: string;
  readonly extras: readonly string[];
  /** Clauses with commas between them; absent where any version will do. */
  readonly spec?: string;
  /** Where it is fetched from, in place of a version. */
  readonly url?: string;
}

const NAME = /^\s*([A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)\s*(?:\[([^\]]*)\])?\s*/;
const CLAUSE = /^(?:===|==|~=|!=|<=|>=|<|>)\s*[^\s,;()]+$/;

/** Reads a requirement; `undefined` where it is none. */
export const requirementOf = (text: string): Requirement | undefined => {
  const match = NAME.exec(text);
  if (match?.[1] === undefined) return undefined;
  const name = pypiName(match[1]);
  const extras = (match[2] ?? '')
    .split(',')
    .map((extra) => pypiName(extra.trim()))
    .filter((extra) => extra !== '');
  const rest = text.slice(match[0].length);
  if (rest.startsWith('@')) {
    const url = /^@\s*(\S+)/.exec(rest)?.[1];
    return url === undefined ? undefined : { name, extras, url };
  }
  // Only URLs may hold a semicolon before the marker.
  const marker = rest.indexOf(';');
  const bare = (marker < 0 ? rest : rest.slice(0, marker)).trim();
  const spec = bare.startsWith('(') && bare.endsWith(')') ? bare.slice(1, -1).trim() : bare;
  if (spec === '') return { name, extras };
  const clauses = spec.split(',').map((clause) => clause.trim());
  return clauses[0] !== '' && clauses.every((clause) => clause === '' || CLAUSE.test(clause)) ? { name, extras, spec } : undefined;
};

/** The version that clauses pin: `==` or `===` and all of it. A bound, a pattern or the name of a variable is no version. */
export const pinnedBy = (spec: string | undefined): string | undefined => {
  for (const clause of spec?.split(',') ?? []) {
    const version = /^\s*={2,3}\s*([A-Za-z0-9][\w.+!-]*)\s*$/.exec(clause)?.[1];
    if (version !== undefined) return version;
  }
  return undefined;
};
