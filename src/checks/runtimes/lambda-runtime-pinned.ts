import { defineCheck, finding, known, notApplicable, undetermined } from '../../check.ts';

const DAYS = 90;
const DAY = 86_400_000;

export default defineCheck({
  id: 'lambda-runtime-pinned',
  title: 'Function does not get the patches of its runtime',
  family: 'runtimes',
  severity: 'medium',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::Function',
  reads: { 'AWS::Lambda::Function': ['RuntimeManagementConfig', 'PackageType', 'Code'] },
  observes: { 'AWS::Lambda::Function': ['LastModified'] },
  docs: {
    why: 'AWS patches managed runtimes by moving functions to a new version of them. A function that is held at one version keeps its known vulnerabilities.',
    fix: 'Set UpdateRuntimeOn to Auto; keep Manual for the days in which a new runtime version breaks the function.',
    fixIn: {
      'serverless-framework': 'Set runtimeManagement to auto; keep manual for the days in which a new runtime version breaks the function.',
      terraform:
        'Set update_runtime_on of aws_lambda_runtime_management_config to "Auto"; keep "Manual" for the days in which a new runtime version breaks the function.',
    },
    references: ['https://docs.aws.amazon.com/lambda/latest/dg/runtimes-update.html'],
    frameworks: { owasp: ['A06', 'SAS-6'] },
  },
  *check(fn, { today }) {
    if (fn.get('Code').get('ImageUri').state !== 'absent' || (yield* known(fn.get('PackageType'))) === 'Image')
      return yield notApplicable();
    const management = fn.get('RuntimeManagementConfig');
    const update = management.get('UpdateRuntimeOn');
    const when: string | undefined = yield* known(update);
    if (when === 'Manual') yield finding(update, `${fn.id} stays at one version of its runtime: UpdateRuntimeOn is Manual`);
    else if (when === 'FunctionUpdate') {
      const modified = fn.attribute('LastModified');
      const on = (yield* known(modified))?.slice(0, 10);
      if (on === undefined) return;
      const days = Math.floor((Date.parse(today) - Date.parse(on)) / DAY);
      if (Number.isNaN(days)) return yield undetermined(modified, { kind: 'malformed', expected: 'an instant' });
      if (days > DAYS)
        yield finding(
          update,
          `${fn.id} was last deployed ${days} days ago, and its runtime is patched only then: UpdateRuntimeOn is FunctionUpdate`,
          {
            severity: 'low',
            data: { days, modified: on },
          },
        );
    } else if (when !== undefined && when !== 'Auto')
      yield undetermined(update, { kind: 'malformed', expected: 'Auto, FunctionUpdate or Manual' });
  },
});
