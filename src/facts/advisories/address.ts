/** Whether a text is an address of the web rather than a path. */
export const isAddress = (text: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(text);

const isDecodable = (text: string): boolean => {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
};

/** The address with a slash at its end and without what is none of a path; `undefined` for what is none of the web. */
export const addressOf = (text: string): URL | undefined => {
  if (!/^https?:\/\/[^/]/i.test(text) || !URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (!isDecodable(url.username) || !isDecodable(url.password)) return undefined;
  for (const part of ['search', 'hash'] as const) url[part] = '';
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
};
