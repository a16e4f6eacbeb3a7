type Values = ReadonlyMap<string, string>;
type Env = Readonly<Record<string, string | undefined>>;

/** A value as npm's ini format spells it: in quotes, or up to a comment. */
const unquoted = (text: string): string => {
  const value = text.trim();
  const quote = value[0];
  if (value.length > 1 && (quote === '"' || quote === "'") && value.endsWith(quote)) {
    if (quote === "'") return value.slice(1, -1);
    try {
      const parsed: unknown = JSON.parse(value);
      return typeof parsed === 'string' ? parsed : value;
    } catch {
      return value.slice(1, -1);
    }
  }
  const end = /(?<!\\)[;#]/.exec(value)?.index;
  return (end === undefined ? value : value.slice(0, end)).replace(/\\([;#\\])/g, '$1').trim();
};

/** The settings of an .npmrc, the last of a name counting. Those of a [section] are not npm's own. https://docs.npmjs.com/cli/configuring-npm/npmrc */
export const parseNpmrc = (text: string): Values => {
  const values = new Map<string, string>();
  for (const line of text.replace(/^\uFEFF/, '').split(/[\r\n]+/)) {
    const trimmed = line.trim();
    if (trimmed === '' || trimmed.startsWith(';') || trimmed.startsWith('#')) continue;
    if (/^\[[^\]]*\]$/.test(trimmed)) break;
    const at = trimmed.indexOf('=');
    if (at < 0) values.set(unquoted(trimmed), 'true');
    else if (at > 0) values.set(unquoted(trimmed.slice(0, at)), unquoted(trimmed.slice(at + 1)));
  }
  return values;
};

/** Whether a setting asks for a variable of the environment. */
export const asksEnvironment = (value: string): boolean => /\$\{[^${}]+\}/.test(value);

/** `${NAME}` and `${NAME?}` filled in from the environment, as npm does; a backslash keeps them. */
export const expand = (value: string, env: Env): string =>
  value.replace(/(?<!\\)(\\*)\$\{([^${}?]+)(\?)?\}/g, (whole, escapes: string, name: string, optional: string | undefined) => {
    if (escapes.length % 2 === 1) return whole.slice((escapes.length + 1) / 2);
    const found = Object.hasOwn(env, name) ? env[name] : undefined;
    return escapes.slice(escapes.length / 2) + (found ?? (optional === undefined ? `\${${name}}` : ''));
  });

const expanded = (values: Values, env: Env): Values => new Map([...values].map(([key, value]) => [expand(key, env), expand(value, env)]));

/** The settings of a file of the user's own, environment filled in. */
export const ownNpmrc = (text: string, env: Env): Values => expanded(parseNpmrc(text), env);

/** The settings that the environment holds: `npm_config_registry`, `npm_config_//host/:_authToken`. */
export const npmEnvironment = (env: Env): Values => {
  const values = new Map<string, string>();
  for (const [name, value] of Object.entries(env)) {
    if (value === undefined || value === '' || !/^npm_config_/i.test(name)) continue;
    const key = name.slice('npm_config_'.length);
    values.set(key.startsWith('//') ? key : key.replace(/(?!^)_/g, '-').toLowerCase(), value);
  }
  return expanded(values, env);
};

/**
 * The settings of an .npmrc of the audited tree, which is anybody's: the registries that it names and the literal credentials that it
 * holds for them, nothing else. A proxy, a certificate or `strict-ssl=false` of its own would let it read along, and a variable of the
 * environment in it would be sent to where it says: neither is for it to decide.
 */
export const projectNpmrc = (text: string): Values =>
  new Map(
    [...parseNpmrc(text)].filter(
      ([key, value]) => key === 'registry' || /^@[^:]+:registry$/.test(key) || (key.startsWith('//') && !asksEnvironment(key + value)),
    ),
  );
