import { defineCheck, finding, notApplicable } from '../../check.ts';
import { lifecycleOf, RUNTIME_READS } from './runtime.ts';

export default defineCheck({
  id: 'lambda-deprecated-runtime',
  title: 'Function runs on a deprecated runtime',
  family: 'runtimes',
  severity: 'high',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::Function',
  reads: RUNTIME_READS,
  facts: ['runtimes'],
  docs: {
    why: 'A deprecated runtime gets no more security patches, and in time AWS refuses first new functions on it, then new code for those that exist.',
    fix: "Move the function to a supported release of its language, and test it there before AWS's block dates leave no other way.",
    limits:
      'The dates are those of the table that parapet ships, and AWS moves them. Container images bring a runtime of their own and are not judged.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtime-support-policy',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html#lambda-2',
    ],
    frameworks: { fsbp: ['Lambda.2'], owasp: ['A06', 'SAS-6'] },
  },
  *check(fn, { facts, today }) {
    const found = yield* lifecycleOf(fn, facts.runtimes);
    if (found === 'image') return yield notApplicable();
    if (found === undefined) return;
    const { id, deprecated, blockUpdate } = found.lifecycle;
    if (deprecated === null || deprecated > today) return;
    const blocked = blockUpdate !== null && blockUpdate <= today;
    const block = blocked
      ? `; updates of its functions are blocked since ${blockUpdate} (as of ${facts.runtimes.asOf})`
      : blockUpdate === null
        ? ''
        : `; AWS plans to block updates of its functions on ${blockUpdate} (projected, as of ${facts.runtimes.asOf})`;
    yield finding(found.at, `${id} was deprecated on ${deprecated}${block}`, {
      ...(blocked ? { severity: 'critical' } : {}),
      data: { runtime: id, deprecated, blockUpdate, asOf: facts.runtimes.asOf },
    });
  },
});
