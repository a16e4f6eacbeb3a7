import { type Context, defineCheck, type Field, finding, isSet, known, notApplicable, type Reads, undetermined } from '../../check.ts';

/** Whether a property has a text, or names something; a list in its place is nothing that Lambda takes. */
const names = (field: Field<string>): boolean =>
  field.state === 'known' ? field.form === 'scalar' && field.value !== '' : field.state === 'unknown' && field.reason.kind === 'intrinsic';

const isArn = (value: unknown): boolean => typeof value === 'string' && /^arn:[\w-]+:lambda:/.test(value);

const READS = {
  'AWS::Lambda::Function': ['CodeSigningConfigArn', 'PackageType', 'Code'],
  'AWS::Lambda::CodeSigningConfig': [],
} as const satisfies Reads;

const areSomeSigned = (context: Context<typeof READS, never>): boolean =>
  context.resources('AWS::Lambda::Function').some((other) => names(other.get('CodeSigningConfigArn')));

export default defineCheck({
  id: 'lambda-code-unsigned',
  title: 'Function takes code that nobody signed',
  family: 'provenance',
  severity: 'low',
  confidence: 'high',
  persona: 'pedantic',
  raisedTo: 'regular',
  sources: ['template', 'live'],
  subject: 'AWS::Lambda::Function',
  reads: READS,
  docs: {
    why: 'Without a code signing configuration Lambda runs whatever archive someone with deployment rights uploads, wherever it was built.',
    fix: 'Sign the archive with AWS Signer and set CodeSigningConfigArn to a configuration that enforces the signature.',
    fixIn: {
      terraform: 'Sign the archive with AWS Signer and set code_signing_config_arn to a configuration that enforces the signature.',
    },
    limits: 'It is a matter for everybody where other functions beside it are signed, or where the setting requireCodeSigning asks for it.',
    references: ['https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html'],
    frameworks: { owasp: ['A08', 'SAS-3'] },
  },
  *check(fn, context) {
    // Lambda checks signatures of archives only: https://docs.aws.amazon.com/lambda/latest/dg/configuration-codesigning.html
    if (fn.get('Code').get('ImageUri').state !== 'absent' || (yield* known(fn.get('PackageType'))) === 'Image')
      return yield notApplicable();
    const config: Field<string> = fn.get('CodeSigningConfigArn');
    if (config.state === 'known' && config.value !== '' && !isArn(config.value))
      return yield undetermined(config, { kind: 'malformed', expected: 'the ARN of a code signing configuration' });
    if (config.state === 'unknown' && config.reason.kind === 'intrinsic' && config.reason.target !== undefined) {
      const target = context.target(config, 'AWS::Lambda::CodeSigningConfig');
      if (target.state !== 'found') return yield undetermined(config, { kind: 'outside', what: config.reason.expression });
      return;
    }
    if (config.state === 'unknown') return void (yield* isSet(config));
    if (yield* isSet(config)) return;
    const signed = context.common(areSomeSigned);
    const expected = signed || context.settings.requireCodeSigning;
    const reason = context.settings.requireCodeSigning ? ', and signing is required' : signed ? ', unlike other functions beside it' : '';
    yield finding(config.state === 'absent' ? fn : config, `${fn.id} has no code signing configuration${reason}`, {
      ...(expected ? { severity: 'medium', persona: 'regular' } : {}),
    });
  },
});
