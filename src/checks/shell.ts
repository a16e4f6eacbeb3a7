/** More words than anyone writes into a step of a pipeline. */
const MAX_LENGTH = 200_000;

/** What ends a simple command: the operators of a shell, and the brackets around lists. */
const OPERATORS: ReadonlySet<string> = new Set([';', '&', '|', '(', ')', '\n', '`']);

/** Words that stand before a command and change nothing of what it installs or deploys. */
const PREFIXES: ReadonlySet<string> = new Set([
  ...['sudo', 'exec', 'command', 'time', 'env', 'nice', 'then', 'do', 'else', '!', '{', 'if', 'while', 'until'],
]);

/**
 * The simple commands of a POSIX shell script as words, quotes taken off, in their order. Comments and here-documents are left out,
 * assignments before a command (`CI=1 npm install`) as well; variables stay as they are written.
 */
export const commandsIn = (script: string): readonly (readonly string[])[] => {
  const text = script.slice(0, MAX_LENGTH);
  const commands: string[][] = [];
  let words: string[] = [];
  let word: string | undefined;
  const endWord = (): void => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = (): void => {
    endWord();
    while (words[0] !== undefined && (PREFIXES.has(words[0]) || /^[A-Za-z_]\w*=/.test(words[0]))) words.shift();
    if (words.length > 0) commands.push(words);
    words = [];
  };
  const hereDocuments: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if (char === '\\') {
      const next = text[at + 1];
      const lineBreak = next === '\n' ? 1 : next === '\r' && text[at + 2] === '\n' ? 2 : 0;
      if (lineBreak === 0) word = (word ?? '') + (next ?? '');
      at += Math.max(lineBreak, 1);
    } else if (char === "'" || char === '"') {
      const end = closing(text, at);
      word = (word ?? '') + text.slice(at + 1, end).replaceAll(/\\(["\\$`])/g, char === '"' ? '$1' : '$&');
      at = end;
    } else if (char === '$' && text[at + 1] === '{') {
      // GitHub's `${{ ... }}` as well: its spaces end no word.
      const close = text.startsWith('${{', at) ? '}}' : '}';
      const found = text.indexOf(close, at);
      const end = found < 0 ? text.length : found + close.length;
      word = (word ?? '') + text.slice(at, end);
      at = end - 1;
    } else if (char === '#' && word === undefined) {
      const end = text.indexOf('\n', at);
      at = (end < 0 ? text.length : end) - 1;
    } else if (char === '<' && text.startsWith('<<', at) && !text.startsWith('<<<', at)) {
      const mark = /^<<-?[ \t]*(["']?)([\w.-]+)\1/.exec(text.slice(at, at + 200));
      if (mark?.[2] !== undefined) hereDocuments.push(mark[2]);
      endWord();
      at += Math.max((mark?.[0].length ?? 2) - 1, 1);
    } else if (OPERATORS.has(char)) {
      endCommand();
      if (char === '\n') at = behindDocuments(text, at, hereDocuments.splice(0));
    } else if (/\s/.test(char)) endWord();
    else word = (word ?? '') + char;
  }
  endCommand();
  return commands;
};

/** The offset of the quote that closes the one at `from`, or of the end. */
const closing = (text: string, from: number): number => {
  for (let at = from + 1; at < text.length; at += 1) {
    if (text[at] === '\\' && text[from] === '"') at += 1;
    else if (text[at] === text[from]) return at;
  }
  return text.length;
};

/** The offset of the line break behind the here-documents that begin behind the one at `from`. */
const behindDocuments = (text: string, from: number, marks: readonly string[]): number => {
  let at = from;
  for (const mark of marks)
    for (;;) {
      const end = text.indexOf('\n', at + 1);
      const line = text.slice(at + 1, end < 0 ? text.length : end).trim();
      if (end < 0) return line === mark ? text.length : from;
      at = end;
      if (line === mark) break;
    }
  return at;
};
