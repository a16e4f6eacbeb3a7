import { defineCheck, finding, members } from '../../check.ts';

export default defineCheck({
  id: 'template-key-repeated',
  title: 'Key is written twice in a template and the first is not read',
  family: 'provenance',
  severity: 'low',
  confidence: 'high',
  persona: 'pedantic',
  sources: ['template'],
  subject: 'template',
  reads: { template: ['Repeated'] },
  docs: {
    why: 'What is deployed is not what a reader of the first one sees: of a key that a map has twice only the last counts, and nothing says so.',
    fix: 'Take out the one that is not meant.',
    limits:
      'The own file of a template is looked at, and not the files that it names. Keys that override what is merged (<<) are meant to.',
    references: [
      'https://yaml.org/spec/1.2.2/#3213-node-comparison',
      'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html',
    ],
    frameworks: { owasp: ['A05', 'SAS-3'] },
  },
  alwaysDetermined: 'the text of the template has its keys',
  *check(template) {
    for (const [, repeated] of yield* members(template.get('Repeated'))) {
      const [key, within, line, times] = [repeated.get('Key'), repeated.get('In'), repeated.get('Holds'), repeated.get('Times')].map(
        (field) => field.json(),
      );
      const where = within === undefined ? 'the template' : within;
      yield finding(
        repeated,
        `${key} is written ${times === 2 ? 'twice' : `${times} times`} in ${where}: line ${line} counts, and what stands here is not read`,
      );
    }
  },
});
