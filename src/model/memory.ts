/**
 * What was made of texts, found again by them. It begins anew when they come to so many characters: what is alike stands together
 * mostly, and nobody's input is to fill the memory. A text that is long by itself is hardly there twice.
 */
export const memoryOf = <T>(characters: number): ((text: string, make: () => T) => T) => {
  const known = new Map<string, T>();
  let held = 0;
  return (text, make) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const made = make();
    if (text.length > characters / 100) return made;
    held += text.length;
    if (held > characters) {
      known.clear();
      held = text.length;
    }
    known.set(text, made);
    return made;
  };
};
