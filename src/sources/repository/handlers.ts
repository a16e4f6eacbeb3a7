import { SAMPLE } from './text-files.ts';

/** A source file that takes messages from the internet, and where it says so. */
export interface Handler {
  /** Who sends them. */
  readonly sender: 'Amazon SNS' | 'GitHub';
  /** Whether it speaks of verifying anything. */
  readonly verifies: boolean;
  readonly start: number;
  readonly end: number;
}

const CODE = /\.(?:[cm]?[jt]sx?|py)$/;

interface Sign {
  readonly sender: Handler['sender'];
  /** Looked for in the bytes first, as few files have any. */
  readonly marks: readonly string[];
  /** What a handler compares or reads, as a literal of the language. */
  readonly literal: RegExp;
  /** What it does with it besides. */
  readonly and?: RegExp;
}

const SIGNS: readonly Sign[] = [
  {
    // Only an HTTP endpoint is asked to confirm: https://docs.aws.amazon.com/sns/latest/dg/http-subscription-confirmation-json.html
    sender: 'Amazon SNS',
    marks: ['SubscriptionConfirmation'],
    literal: /(["'`])SubscriptionConfirmation\1/,
    and: /\bSubscribeURL\b/,
  },
  {
    // https://docs.github.com/en/webhooks/webhook-events-and-payloads#delivery-headers
    sender: 'GitHub',
    marks: ['x-github-event', 'X-GitHub-Event', 'X-Github-Event'],
    literal: /(["'`])x-github-event\1/i,
  },
];

const VERIFIES = /verif|valid|signature|signing|hmac|crypto|octokit|probot/i;
/** A line that is a comment says nothing of what the code does. */
const COMMENT = /^[ \t]*(?:\/\/|#|\*|\/\*).*$/gm;

const blanked = (text: string): string => text.replace(COMMENT, (line) => ' '.repeat(line.length));

/** What a source file takes from the internet, if it does. */
export const handlerIn = (file: string, bytes: Buffer): Handler | undefined => {
  if (!CODE.test(file) || SAMPLE.test(file)) return undefined;
  const sign = SIGNS.find(({ marks }) => marks.some((mark) => bytes.includes(mark)));
  if (sign === undefined) return undefined;
  const text = blanked(bytes.toString('utf8'));
  const found = sign.literal.exec(text);
  if (found === null || sign.and?.test(text) === false) return undefined;
  return { sender: sign.sender, verifies: VERIFIES.test(text), start: found.index, end: found.index + found[0].length };
};
