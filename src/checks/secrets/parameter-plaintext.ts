import { defineCheck, finding, isSet, notApplicable, undetermined } from '../../check.ts';
import { telling } from '../../model/redaction/names.ts';

export default defineCheck({
  id: 'parameter-plaintext',
  title: 'Stored parameter keeps a secret in plain text',
  family: 'secrets',
  severity: 'high',
  confidence: 'medium',
  sources: ['template', 'live'],
  subject: 'AWS::SSM::Parameter',
  reads: { 'AWS::SSM::Parameter': ['Name', 'Type', 'Value'] },
  docs: {
    why: 'A parameter of type String is not encrypted: whoever may read parameters has the value, without any permission on a key, and it stands in the history of the parameter.',
    fix: 'Keep the value as a SecureString, or in Secrets Manager, and change it, as it has been readable.',
    limits:
      'CloudFormation makes no SecureString. The values of an account are never read: there a parameter is told by its name alone, with low confidence.',
    references: [
      'https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-securestring.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ssm-parameter.html',
    ],
    frameworks: { owasp: ['A02', 'SAS-7'] },
  },
  *check(parameter) {
    const [name, type, value] = [parameter.get('Name'), parameter.get('Type'), parameter.get('Value')];
    if (type.state === 'known' && String(type.value) === 'SecureString') return yield notApplicable();
    const called = name.state === 'known' ? String(name.value) : parameter.id;
    const tells = telling(called) === 'password' || telling(called) === 'secret';
    if (value.state === 'redacted') {
      const { kind, confidence, fingerprint } = value.redacted;
      if (confidence === undefined && !(tells && kind === 'plain')) return;
      if (type.state === 'unknown') return yield undetermined(type, type.reason);
      return yield finding(value, `${parameter.id} keeps a credential in plain text (${kind})`, {
        confidence: confidence ?? 'low',
        data: { kind, fingerprint },
      });
    }
    // A template says the value, or where it comes from; of an account there is the name alone.
    if (value.state !== 'unknown' || value.reason.kind === 'intrinsic' || value.reason.kind === 'malformed' || !tells) return;
    if (!(yield* isSet(type))) return;
    yield finding(type, `${called} is called like a secret and kept in plain text`, { severity: 'medium', confidence: 'low' });
  },
});
