/** An error that the user can mend: printed as a sentence with a hint, without a stack; exit 2. */
export class UserError extends Error {
  /** What to do about it, as a sentence. */
  readonly hint: string | undefined;

  constructor(message: string, options: { readonly hint?: string; readonly cause?: unknown } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'UserError';
    this.hint = options.hint;
  }
}
