import { defineCheck, finding, knownBoolean, notApplicable } from '../../check.ts';
import { telling } from '../../model/redaction/names.ts';
import { isReference } from '../../model/redaction/values.ts';

/** Types whose value is the name of something: https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html */
const IS_NAME = /^(?:AWS::|List<)/;

export default defineCheck({
  id: 'parameter-not-hidden',
  title: 'Parameter takes a secret and is shown to everybody',
  family: 'secrets',
  severity: 'medium',
  confidence: 'high',
  sources: ['template'],
  subject: 'parameter',
  reads: { parameter: ['Type', 'NoEcho', 'Default', 'SecretIn'] },
  docs: {
    why: 'Without NoEcho the console, the command line and every API that describes the stack show the value to whoever may look at stacks.',
    fix: 'Set NoEcho to true, or better do away with the parameter and refer to a secret with {{resolve:secretsmanager:...}}.',
    limits: 'Only what a template passes on to a place that takes secrets is seen; variables of Terraform are not looked at.',
    references: [
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/security-best-practices.html#creds',
    ],
    frameworks: { owasp: ['A05', 'SAS-7'] },
  },
  *check(parameter) {
    const uses = parameter.get('SecretIn').items();
    const [type, standard] = [parameter.get('Type'), parameter.get('Default')];
    if (uses.length === 0 || (type.state === 'known' && IS_NAME.test(type.value))) return yield notApplicable();
    // The name of a secret, or a dynamic reference to it, is none.
    if (standard.state === 'known' && isReference(standard.value)) return yield notApplicable();
    const taken = uses.find((use) => use.get('BySchema').json() === true);
    // Where the property may hold a name as well, the parameter has to be called a secret or a key too.
    if (taken === undefined && telling(parameter.id) === undefined) return yield notApplicable();
    const noEcho = parameter.get('NoEcho');
    const hidden = yield* knownBoolean(noEcho);
    if (hidden || (hidden === undefined && noEcho.state !== 'absent')) return;
    const property = (taken ?? uses[0])?.get('Property').json();
    yield finding(noEcho, `${parameter.id} goes to ${property} as a secret, and its value is shown with the stack`, {
      confidence: taken === undefined ? 'medium' : 'high',
    });
  },
});
