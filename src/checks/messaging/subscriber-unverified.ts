import { defineCheck, finding, knownBoolean, notApplicable } from '../../check.ts';

/** Packages that verify messages of SNS or deliveries of GitHub, wherever they are called. */
const VERIFIERS =
  /^(?:@octokit\/webhooks(?:-.+)?|@octokit\/app|octokit|probot|github-webhook-handler|sns-validator|sns-payload-validator|@.+\/sns-validator)$/;

export default defineCheck({
  id: 'subscriber-unverified',
  title: 'Handler takes messages from the internet without verifying them',
  family: 'messaging',
  severity: 'medium',
  confidence: 'low',
  sources: ['repository'],
  subject: 'file',
  reads: { file: ['Sender', 'Verifies'], manifest: ['Dependencies', 'DevDependencies', 'OptionalDependencies'] },
  docs: {
    why: 'The address of an endpoint is no secret: whoever finds it can send messages that look like those of the sender, and the handler acts on them.',
    fix: "Verify the signature before anything else: of SNS with the certificate of SigningCertURL, after a look that its host is Amazon's, of GitHub the HMAC in X-Hub-Signature-256.",
    limits:
      'Only handlers in JavaScript, TypeScript and Python that confirm subscriptions of SNS or read the event header of GitHub, in files without a word of verification; what verifies in another file under another name is not seen.',
    references: [
      'https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html',
      'https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries',
    ],
    frameworks: { owasp: ['A08', 'SAS-2'] },
  },
  alwaysDetermined: 'a handler says itself what it verifies',
  *check(file, { resources }) {
    const sender = file.get('Sender');
    if (sender.state !== 'known') return yield notApplicable();
    if (yield* knownBoolean(file.get('Verifies'))) return;
    const asked = resources('manifest').flatMap((manifest) =>
      [manifest.get('Dependencies'), manifest.get('DevDependencies'), manifest.get('OptionalDependencies')].flatMap((field) =>
        field.entries().map(([name]) => name),
      ),
    );
    if (asked.some((name) => VERIFIERS.test(name))) return;
    yield finding(sender, `${file.id} takes messages of ${sender.value} and verifies no signature`, { data: { sender: sender.value } });
  },
});
