import type { Command } from '../pipelines.ts';

/** The commands that change what is deployed, or upload what will be: a program and the words behind it. */
const DEPLOYS: readonly (readonly string[])[] = [
  ...[
    ['sam', 'deploy'],
    ['sam', 'sync'],
    ['cdk', 'deploy'],
    ['serverless', 'deploy'],
    ['sls', 'deploy'],
    ['sst', 'deploy'],
  ],
  ...[
    ['terraform', 'apply'],
    ['tofu', 'apply'],
    ['pulumi', 'up'],
    ['amplify', 'push'],
    ['copilot', 'deploy'],
  ],
  ...[
    ['aws', 'cloudformation', 'deploy'],
    ['aws', 'cloudformation', 'create-stack'],
    ['aws', 'cloudformation', 'update-stack'],
  ],
  ...[
    ['aws', 'cloudformation', 'execute-change-set'],
    ['aws', 'lambda', 'update-function-code'],
    ['aws', 'lambda', 'create-function'],
  ],
  ...[
    ['aws', 'lambda', 'publish-layer-version'],
    ['aws', 's3', 'sync'],
    ['aws', 's3', 'cp'],
  ],
];

/** Programs that run another one: `npx cdk deploy`, `pnpm exec sls deploy`. */
const RUNNERS: ReadonlySet<string> = new Set([
  'npx',
  'pnpx',
  'bunx',
  'uvx',
  'exec',
  'dlx',
  'run',
  'x',
  'npm',
  'pnpm',
  'yarn',
  'poetry',
  'uv',
  'pipx',
  'bun',
]);

/** The words of a command from the program on that it is about, options before it left out. */
export const meantBy = ({ words }: Pick<Command, 'words'>): readonly string[] => {
  let at = 0;
  while (at < words.length - 1 && (RUNNERS.has(words[at] ?? '') || (at > 0 && (words[at] ?? '').startsWith('-')))) at += 1;
  return [(words[at] ?? '').replace(/@[\d.]+\w*$|@latest$/, ''), ...words.slice(at + 1)];
};

const begins = (words: readonly string[], like: readonly string[]): boolean => {
  const plain = words.filter((word, index) => index === 0 || !word.startsWith('-'));
  return like.every((word, index) => plain[index] === word);
};

/** Whether a command deploys to AWS. */
export const deploys = (command: Pick<Command, 'words'>): boolean => {
  const words = meantBy(command);
  return DEPLOYS.some((like) => begins(words, like));
};

/** Whether a command is one of these, each the words that it begins with. */
export const isOneOf = (command: Pick<Command, 'words'>, likes: readonly (readonly string[])[]): boolean => {
  const own = command.words;
  const meant = meantBy(command);
  return likes.some((like) => begins(own, like) || begins(meant, like));
};
