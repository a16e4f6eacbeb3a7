export const code: (text: string) => string;
export const table: (head: readonly string[], rows: readonly (readonly string[])[]) => string;
