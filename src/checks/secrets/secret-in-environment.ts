import {
  type Anchor,
  type Context,
  defineCheck,
  each,
  type Field,
  finding,
  known,
  members,
  type Outcome,
  type Reads,
  related,
  undetermined,
} from '../../check.ts';

const READS = {
  'AWS::Lambda::Function': ['Environment'],
  'AWS::CodeBuild::Project': ['Environment'],
  parameter: ['Default'],
} as const satisfies Reads;

/** Where the default stands whose value it is. */
const defaultOf = (
  parameter: string | undefined,
  { resources }: Context<typeof READS, never>,
): readonly (Anchor & { readonly label: string })[] => {
  const found = parameter === undefined ? undefined : resources('parameter').find(({ id }) => id === parameter);
  return found === undefined ? [] : [related(found.get('Default'), `the default of parameter ${parameter}`)];
};

/** A value is a finding where the detector took it for a credential; what is only hidden to be safe, or comes from elsewhere, is none. */
function* judge(
  name: string,
  value: Field<string> | Field<string | number | boolean>,
  context: Context<typeof READS, never>,
): Generator<Outcome> {
  if (value.state === 'unknown' && value.reason.kind !== 'intrinsic') yield undetermined(value, value.reason);
  if (value.state === 'known') yield* known(value as Field<string>);
  if (value.state !== 'redacted' || value.redacted.confidence === undefined) return;
  const { kind, confidence, fingerprint, parameter } = value.redacted;
  yield finding(value, `${name} holds a literal credential (${kind})`, {
    confidence,
    related: defaultOf(parameter, context),
    data: { variable: name, kind, fingerprint },
  });
}

export default defineCheck({
  id: 'secret-in-environment',
  title: 'Environment variable holds a credential',
  family: 'secrets',
  severity: 'critical',
  confidence: 'high',
  sources: ['template', 'live'],
  subject: ['AWS::Lambda::Function', 'AWS::CodeBuild::Project'],
  reads: READS,
  supersedes: ['secret-in-repository'],
  docs: {
    why: 'Whoever may read the configuration of the function or project, its template or its logs reads the credential, and it cannot be rotated without a deployment.',
    fix: 'Revoke the credential, keep the new one in Secrets Manager or Parameter Store, and hand over its name only.',
    limits:
      'Credentials are told by their format, or by high entropy under a telling name; a name alone is no evidence, and a short password is not found.',
    references: [
      'https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html',
      'https://docs.aws.amazon.com/lambda/latest/dg/with-secrets-manager.html',
      'https://docs.aws.amazon.com/securityhub/latest/userguide/codebuild-controls.html#codebuild-2',
    ],
    frameworks: { fsbp: ['CodeBuild.2'], owasp: ['A07', 'SAS-7'] },
  },
  *check(subject, context) {
    if (subject.type === 'AWS::Lambda::Function') {
      for (const [name, value] of yield* members(subject.get('Environment').get('Variables'))) yield* judge(name, value, context);
      return;
    }
    for (const variable of yield* each(subject.get('Environment').get('EnvironmentVariables'))) {
      if (variable.state === 'unknown') yield undetermined(variable, variable.reason);
      const value = variable.get('Value');
      const type = variable.get('Type');
      // PARAMETER_STORE and SECRETS_MANAGER take a name: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html
      if (type.state === 'known' && String(type.value) !== '' && type.value !== 'PLAINTEXT') continue;
      if (type.state === 'unknown' && value.state === 'redacted' && value.redacted.confidence !== undefined) yield* known(type);
      else {
        const name = variable.get('Name');
        yield* judge(name.state === 'known' ? String(name.value) : 'a variable', value, context);
      }
    }
  },
});
