import { defineCheck, finding, notApplicable } from '../../check.ts';
import { daysBetween } from '../../date.ts';
import { lifecycleOf, RUNTIME_READS } from './runtime.ts';

/** Days in which a move is still made without haste. */
const SOON = 90;

export default defineCheck({
  id: 'lambda-runtime-ending',
  title: 'Function runs on a runtime that is about to be deprecated',
  family: 'runtimes',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::Function',
  reads: RUNTIME_READS,
  facts: ['runtimes'],
  docs: {
    why: 'From the day of its deprecation on a runtime gets no more security patches; a move to the next release takes tests and time.',
    fix: 'Plan the move to a newer release of the language now; the setting runtimeEndingDays says how far ahead this check looks.',
    references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtime-support-policy'],
    frameworks: { owasp: ['A06', 'SAS-6'] },
  },
  *check(fn, { facts, today, settings }) {
    const found = yield* lifecycleOf(fn, facts.runtimes);
    if (found === 'image') return yield notApplicable();
    if (found === undefined) return;
    const { id, deprecated } = found.lifecycle;
    if (deprecated === null || deprecated <= today) return;
    const days = daysBetween(today, deprecated);
    if (days > settings.runtimeEndingDays) return;
    const when = days === 1 ? 'in one day' : `in ${days} days`;
    yield finding(found.at, `${id} will be deprecated on ${deprecated}, ${when} (as of ${facts.runtimes.asOf})`, {
      ...(days > SOON ? { severity: 'low' } : {}),
      data: { runtime: id, deprecated, days, asOf: facts.runtimes.asOf },
    });
  },
});
