import { defineCheck, each, finding, known, notApplicable, undetermined } from '../../check.ts';

export default defineCheck({
  id: 'layer-deprecated-runtime',
  title: 'Layer is for deprecated runtimes alone',
  family: 'runtimes',
  severity: 'low',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::LayerVersion',
  reads: { 'AWS::Lambda::LayerVersion': ['CompatibleRuntimes'] },
  facts: ['runtimes'],
  docs: {
    why: 'A layer that was made for no other runtime keeps its functions on one that gets no security patches.',
    fix: 'Build the layer for a supported runtime and name that one in CompatibleRuntimes.',
    fixIn: {
      'serverless-framework': 'Build the layer for a supported runtime and name that one in compatibleRuntimes.',
      terraform: 'Build the layer for a supported runtime and name that one in compatible_runtimes.',
    },
    references: ['https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html#runtime-support-policy'],
    frameworks: { owasp: ['A06', 'SAS-6'] },
  },
  *check(layer, { facts, today }) {
    const list = layer.get('CompatibleRuntimes');
    const runtimes = yield* each(list);
    if (list.state === 'unknown') return;
    if (runtimes.length === 0) return yield notApplicable();
    const deprecated: string[] = [];
    const doubts = [];
    for (const runtime of runtimes) {
      const { done, value } = known(runtime).next();
      if (!done) doubts.push(value);
      else if (value !== undefined) {
        const lifecycle = facts.runtimes.byId.get(value);
        if (lifecycle === undefined) doubts.push(undetermined(runtime, { kind: 'not-in-table', table: 'runtimes', value: String(value) }));
        else if (lifecycle.deprecated !== null && lifecycle.deprecated <= today) deprecated.push(value);
        // One that is supported is enough.
        else return;
      }
    }
    const [doubt] = doubts;
    if (doubt) return yield doubt;
    if (deprecated.length > 0)
      yield finding(list, `every runtime of ${layer.id} is deprecated: ${deprecated.join(', ')}`, {
        data: { runtimes: deprecated, asOf: facts.runtimes.asOf },
      });
  },
});
