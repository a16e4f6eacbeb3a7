import { posix } from 'node:path';
import { UserError } from '../errors.ts';
import type { Gap, Input } from '../model/inventory.ts';
import type { Package } from '../model/package.ts';

/** What lockfiles hold in one of two states that are compared: as a revision has them, as they lie in a folder, or one by itself. */
export interface Side {
  /** As the user named it: `main`, `old/package-lock.json`. */
  readonly name: string;
  /** The folder by whose paths lockfiles are the same on both sides, named as the files are. */
  readonly root: string;
  /** The lockfile that the user named, where he named one alone. */
  readonly single?: string;
  readonly inputs: readonly Input[];
  readonly packages: readonly Package[];
  readonly gaps: readonly Gap[];
}

/** What hides packages of a side, by file: none is new or gone for the sake of what could not be read. */
export const hiddenIn = ({ gaps }: Side): ReadonlyMap<string | undefined, string> =>
  new Map(gaps.filter(({ reason }) => !STANDING.has(reason)).map((gap) => [gap.scope.file, gap.message ?? gap.reason]));

/** Gaps that files of a kind have by nature, on both sides alike. */
const STANDING: ReadonlySet<string> = new Set(['direct-only', 'unknown-package']);

const nameOf = (file: string): string => file.slice(file.lastIndexOf('/') + 1);

/** The lockfile of a side that one by itself is held against. */
const counterpart = (side: Side, single: string, format: string | undefined): string => {
  const alike = side.inputs.filter((input) => input.source === 'lockfile' && input.format === format).flatMap(({ file }) => file ?? []);
  const [only, ...more] = alike.length > 1 ? alike.filter((file) => nameOf(file) === nameOf(single)) : alike;
  if (only !== undefined && more.length === 0) return only;
  throw new UserError(
    alike.length === 0
      ? `there is nothing to compare ${single} with: no other lockfile of its kind is there`
      : `${single} is one lockfile, and there are ${alike.length} that it may be compared with: ${alike.slice(0, 3).join(', ')}${alike.length > 3 ? ' …' : ''}`,
    { hint: 'Name one lockfile on both sides, or a folder on both.' },
  );
};

const formatOf = ({ inputs }: Side, file: string): string | undefined => inputs.find((input) => input.file === file)?.format;

/** The lockfiles by which two sides are one and the same, where one of them is a lockfile by itself. */
const meeting = (head: Side, base: Side): { readonly head: string; readonly base: string } | undefined => {
  if (head.single !== undefined && base.single !== undefined) return { head: head.single, base: base.single };
  if (base.single !== undefined) return { head: counterpart(head, base.single, formatOf(base, base.single)), base: base.single };
  const known = base.inputs.some(
    ({ file }) => file !== undefined && posix.relative(base.root, file) === posix.relative(head.root, head.single ?? ''),
  );
  if (head.single === undefined || known) return undefined;
  return base.inputs.length === 0 ? undefined : { head: head.single, base: counterpart(base, head.single, formatOf(head, head.single)) };
};

/**
 * Tells the file of the one side that a file of the other is: at the same path below what was named, or the lockfile that was named by
 * itself, with what it includes. A `UserError` where one by itself may be several of the other side's.
 */
export const pairing = (head: Side, base: Side): { toBase(file: string): string; toHead(file: string): string } => {
  const met = meeting(head, base);
  const roots = met === undefined ? { head: head.root, base: base.root } : { head: posix.dirname(met.head), base: posix.dirname(met.base) };
  const move = (file: string, from: 'head' | 'base', to: 'head' | 'base'): string =>
    met !== undefined && file === met[from] ? met[to] : posix.join(roots[to], posix.relative(roots[from], file));
  return { toBase: (file) => move(file, 'head', 'base'), toHead: (file) => move(file, 'base', 'head') };
};
