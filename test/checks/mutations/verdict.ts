import type { AnyCheck } from '../../../src/check.ts';
import { judge } from '../../../src/engine/judge.ts';
import { surroundingsOf } from '../../../src/engine/surroundings.ts';
import { loadFacts } from '../../../src/facts/index.ts';
import { idOf } from '../../../src/model/subject.ts';
import { inWords } from '../../../src/reporters/reason.ts';
import { cloudformation } from '../../../src/sources/template/cloudformation.ts';
import { filesWithin } from '../../../src/sources/template/files.ts';
import type { Node } from '../../../src/sources/template/node.ts';
import type { Fixture } from '../fixtures.ts';
import { NOWHERE } from './tree.ts';

/** What a check says of one subject. A subject that it says nothing of has neither. */
export interface Verdict {
  /** The message of each finding, with the worlds in which it holds if those are not all. */
  readonly findings: ReadonlyMap<string, { readonly when?: readonly string[]; readonly confidence: string }>;
  readonly doubts: readonly string[];
}

/** By subject; one that passes or does not apply is not here. */
export type Verdicts = ReadonlyMap<string, Verdict>;

interface Growing {
  readonly findings: Map<string, { readonly when?: readonly string[]; readonly confidence: string }>;
  readonly doubts: string[];
}

const facts = loadFacts();
const files = filesWithin([]);

/** What is said of a template that SAM refuses: nothing that could be compared, but that. */
export const REFUSED: Verdicts = new Map();

/** What a check says of a template. Gaps of a type that it judges are a doubt about every subject. */
export const verdictsOf = (check: AnyCheck, root: Node, { settings }: Fixture): Verdicts => {
  const { resources, gaps } = cloudformation.read({ source: NOWHERE.source, root }, { given: new Map(), files });
  if (gaps.some(({ reason }) => reason === 'refused')) return REFUSED;
  const { findings, undetermined, unlisted, failures } = judge(
    check,
    surroundingsOf({ resources, gaps }, facts, settings, '2026-11-22'),
    gaps,
  );
  if (failures.length > 0) throw new Error(failures.map(({ message }) => message).join('; '));
  const verdicts = new Map<string, Growing>();
  const of = (subject: string): Growing => {
    const known: Growing = verdicts.get(subject) ?? { findings: new Map(), doubts: [] };
    verdicts.set(subject, known);
    return known;
  };
  for (const { subject, message, when, confidence } of findings)
    of(idOf(subject)).findings.set(message, { confidence, ...(when === undefined ? {} : { when }) });
  for (const { subject, reason } of undetermined) of(idOf(subject)).doubts.push(inWords(reason));
  for (const { gap } of unlisted) of('*').doubts.push(gap.message ?? gap.reason);
  return verdicts;
};
