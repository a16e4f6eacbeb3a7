import { defineCheck, each, finding, notApplicable, undetermined } from '../../check.ts';
import { accountOfRole, ownerOf } from './account.ts';

export default defineCheck({
  id: 'lambda-foreign-layer',
  title: 'Function runs a layer of an account that nobody vouches for',
  family: 'provenance',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::Function',
  reads: { 'AWS::Lambda::Function': ['Layers', 'Role'] },
  facts: ['layerPublishers'],
  docs: {
    why: "The layer's code runs within the function with all of its rights and secrets; who owns the account decides what is in it, and neither a review nor a lockfile sees it.",
    fix: 'Publish the layer from an account of your own, or name the account in trustedAccounts of parapet.yml if you trust it.',
    limits:
      "AWS's own publishers are those that its pages list; of a template the own account is known where it says so, as by the ARN of the function's role.",
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/chapter-layers.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/permissions-layer-cross-account.html',
    ],
    frameworks: { owasp: ['A08', 'SAS-6'] },
  },
  *check(fn, context) {
    const layers = yield* each(fn.get('Layers'));
    if (layers.length === 0 && fn.get('Layers').state === 'absent') return yield notApplicable();
    for (const layer of layers) {
      const owner = ownerOf(layer, context, accountOfRole(fn.get('Role')));
      if (owner.whose === 'unknown') yield undetermined(layer, owner.reason);
      if (owner.whose !== 'foreign' || owner.trusted || context.facts.layerPublishers.nameOf(owner.account) !== undefined) continue;
      yield finding(layer, `${fn.id} runs a layer of account ${owner.account}, which is neither its own nor AWS's nor trusted`, {
        data: { account: owner.account },
      });
    }
  },
});
