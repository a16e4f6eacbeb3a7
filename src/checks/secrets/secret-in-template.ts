import { defineCheck, finding, notApplicable, related } from '../../check.ts';
import type { RawResource } from '../../model/inventory.ts';
import type { SecretUse } from '../../model/template.ts';
import type { Path } from '../../model/value.ts';
import { literalsIn } from './literals.ts';

/** Where secret-in-environment says it. */
const isEnvironment = (type: string | undefined, [first, second]: Path): boolean =>
  first === 'Environment' &&
  ((type === 'AWS::Lambda::Function' && second === 'Variables') ||
    (type === 'AWS::CodeBuild::Project' && second === 'EnvironmentVariables'));

/** Whether the default of a parameter is told where it goes to; a plain text is not. */
const isToldElsewhere = ({ properties: { SecretIn = [] } }: RawResource): boolean =>
  (SecretIn as readonly SecretUse[]).some(({ Type, Property = '' }) => isEnvironment(Type, Property.split('.').slice(1)));

/** What stands in the body that a route was made from is told of the API. */
const isInBody = ({ id, madeBy }: RawResource): boolean => madeBy !== undefined && id.startsWith(`${madeBy} `);

const nameOf = ({ type, id }: RawResource, path: Path): string =>
  type === 'parameter' ? `The ${path[0] === 'Default' ? 'default' : 'list of values'} of parameter ${id}` : `${path.join('.')} of ${id}`;

export default defineCheck({
  id: 'secret-in-template',
  title: 'Credential is written out in a template',
  family: 'secrets',
  severity: 'high',
  confidence: 'high',
  sources: ['template'],
  subject: 'resource',
  reads: {},
  supersedes: ['parameter-not-hidden', 'parameter-plaintext', 'secret-in-repository'],
  docs: {
    why: 'Whoever can read the template, its repository with all its history, or the stack in the console has the credential, and it cannot be rotated without a deployment.',
    fix: 'Revoke the credential, and let Secrets Manager generate a new one (GenerateSecretString) or refer to it with {{resolve:secretsmanager:...}}.',
    fixIn: {
      terraform:
        'Revoke the credential, and take a new one from a data source or a variable, as an ephemeral or write-only value where there is one.',
    },
    limits:
      'Told by format, by entropy under a telling name, and in properties that take nothing but a secret, which the resource schemas say. Outputs and metadata are not looked at.',
    references: [
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references-secretsmanager.html',
    ],
    frameworks: { owasp: ['A07', 'SAS-7'] },
  },
  alwaysDetermined: 'what is not written out in the template is no literal',
  *check({ raw }) {
    if (isInBody(raw)) return yield notApplicable();
    const toldElsewhere = raw.type === 'parameter' && isToldElsewhere(raw);
    const literals = literalsIn(raw).filter(
      ({ at, redacted: { kind, parameter } }) =>
        parameter === undefined && !isEnvironment(raw.type, at.path) && !(toldElsewhere && kind !== 'literal'),
    );
    const told = new Set<string>();
    for (const { at, redacted } of literals) {
      const { kind, confidence, fingerprint } = redacted;
      // What stands twice is one credential.
      if (told.has(fingerprint)) continue;
      told.add(fingerprint);
      const others = literals.filter((other) => other.redacted.fingerprint === fingerprint && other.at !== at);
      const what = kind === 'literal' ? 'is written out' : `holds a literal credential (${kind})`;
      yield finding(at, `${nameOf(raw, at.path)} ${what}`, {
        confidence,
        related: others.map((other) => related(other.at, 'the same')),
        data: { kind, fingerprint },
      });
    }
  },
});
