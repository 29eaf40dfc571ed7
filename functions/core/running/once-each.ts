/**
 * Makes the text of each key once, for what depends on nothing but the key.
 * @param most so many texts are kept. With one more, it begins anew.
 */
export function onceEach<Key extends string | number>(make: (key: Key) => string, most: number): (key: Key) => string {
  const made = new Map<Key, string>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    if (made.size >= most) made.clear();
    const text = make(key);
    made.set(key, text);
    return text;
  };
}
