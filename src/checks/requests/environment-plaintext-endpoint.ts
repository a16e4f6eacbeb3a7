import { defineCheck, each, type Field, type Finding, finding, members, type Undetermined, undetermined } from '../../check.ts';
import type { UnknownReason } from '../../model/value.ts';
import { isSurelyPublic, plaintextHosts } from './address.ts';

/** A finding where a variable holds an address without TLS. A resource of the same template is none, nor is what was hidden as a credential. */
const judge = (name: string, value: Field<string>): Finding | UnknownReason | undefined => {
  const { hosts, unknown } = plaintextHosts(value);
  const isResource = value.state === 'unknown' && value.reason.kind === 'intrinsic' && value.reason.target !== undefined;
  const [host] = hosts;
  if (host === undefined) return isResource ? undefined : unknown;
  if (isSurelyPublic(host)) return finding(value, `${name} holds the address of ${host} without TLS`, { data: { variable: name } });
  return value.state === 'unknown' ? value.reason : undefined;
};

export default defineCheck({
  id: 'environment-plaintext-endpoint',
  title: 'Environment variable holds an address without TLS',
  family: 'requests',
  severity: 'low',
  confidence: 'high',
  persona: 'pedantic',
  sources: ['template', 'live'],
  subject: ['AWS::Lambda::Function', 'AWS::CodeBuild::Project'],
  reads: { 'AWS::Lambda::Function': ['Environment'], 'AWS::CodeBuild::Project': ['Environment'] },
  docs: {
    why: 'Code that calls such an address sends its requests, and whatever credentials they carry, in clear text over the internet.',
    fix: 'Use the https address of the endpoint.',
    references: ['https://docs.aws.amazon.com/wellarchitected/latest/serverless-applications-lens/data-protection.html'],
    frameworks: { owasp: ['A02', 'SAS-3'] },
  },
  *check(subject) {
    let doubt: Undetermined | undefined;
    const judged = function* (name: string, value: Field<string>): Generator<Finding> {
      const outcome = judge(name, value);
      if (outcome?.kind === 'finding') yield outcome;
      // One variable that is not known says as much as all of them.
      else if (outcome !== undefined) doubt ??= undetermined(value, outcome);
    };
    if (subject.type === 'AWS::Lambda::Function')
      for (const [name, value] of yield* members(subject.get('Environment').get('Variables'))) yield* judged(name, value);
    else
      for (const variable of yield* each(subject.get('Environment').get('EnvironmentVariables'))) {
        const type = variable.get('Type');
        // The others name a parameter or a secret: https://docs.aws.amazon.com/codebuild/latest/APIReference/API_EnvironmentVariable.html
        if (type.state === 'known' && String(type.value) !== '' && type.value !== 'PLAINTEXT') continue;
        const name = variable.get('Name');
        yield* judged(name.state === 'known' ? String(name.value) : 'a variable', variable.get('Value'));
      }
    if (doubt) yield doubt;
  },
});
