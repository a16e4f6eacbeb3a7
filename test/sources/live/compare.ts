import { calls } from '../../../src/sources/live/collectors.ts';
import { type Judged, LIVE_CHECKS, type Verdict } from './verdicts.ts';

/** What a fault has done to a verdict that it must not do, in words; empty if nothing. */
export const harmDone = (reference: Judged, faulty: Judged, action: string): readonly string[] => {
  const harm: string[] = faulty.failures.map((failure) => `a check threw: ${failure}`);
  for (const [key, before] of reference.verdicts) {
    const after = faulty.verdicts.get(key);
    if (after === undefined) {
      if (!isMissing(before, faulty, action)) harm.push(`${key} was a ${before.outcome} and is gone without a word`);
    } else if (after.outcome !== before.outcome || after.says.join('\n') !== before.says.join('\n')) {
      // What was found stands where something else of the subject is not known any more.
      const stands =
        after.outcome === 'finding' && before.says.every((finding) => after.says.includes(finding)) && after.actions.includes(action);
      if (stands) continue;
      // So does one that counts what is known, and says less where that is less.
      const counts = after.outcome === 'finding' && before.outcome === 'finding' && asSure(before, after) && looksAt(after, action);
      if (counts) continue;
      if (after.outcome !== 'undetermined') harm.push(`${key} was a ${before.outcome} and is a ${after.outcome}: ${after.says.join(', ')}`);
      // Without the account's id no ARN can be put together: the reason is that what it names is not there.
      else if (!after.actions.includes(action) && action !== 'sts:GetCallerIdentity')
        harm.push(`${key} is undetermined and does not say that ${action} failed: ${after.says.join(', ')}`);
    }
  }
  for (const [key, after] of faulty.verdicts)
    if (!reference.verdicts.has(key) && !(after.outcome === 'undetermined' && after.actions.includes(action)))
      harm.push(`${key} is new, a ${after.outcome}: ${after.says.join(', ')}`);
  return harm;
};

/** Whether findings are as severe and as sure as they were, whatever they say. */
const asSure = (before: Verdict, after: Verdict): boolean => {
  const sure = ({ says }: Verdict) =>
    [...new Set(says.filter((one) => /^\w+\/\w+: /.test(one)).map((one) => one.split(':')[0]))].sort().join();
  return sure(before) === sure(after);
};

/** Whether a check looks at something that a call gives. */
const looksAt = ({ check }: Verdict, action: string): boolean => {
  const reads = LIVE_CHECKS.find(({ id }) => id === check)?.reads ?? {};
  return calls.some((call) => call.action === action && Object.keys(call.gives).some((type) => Object.hasOwn(reads, type)));
};

/** Whether a verdict's subject belongs to what could not be listed, because of this call. */
const isMissing = ({ check, type }: Verdict, { unlisted, gaps }: Judged, action: string): boolean =>
  unlisted.has(`${check} ${type}`) && gaps.some((gap) => gap.action === action && gap.types?.includes(type));

/** What became of the verdicts of a check on subjects whose name ends so: `undetermined`, `missing`, or the outcome that stands. */
export const outcomeOf = (judged: Judged, check: string, subject: string): string => {
  for (const verdict of judged.verdicts.values()) if (verdict.check === check && verdict.subject.endsWith(subject)) return verdict.outcome;
  return [...judged.unlisted].some((entry) => entry.startsWith(`${check} `)) ? 'missing' : 'absent';
};
