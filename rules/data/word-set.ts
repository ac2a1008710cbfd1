/** Tables of words that stay readable, and cost nothing before they are asked: an audit asks few of them. */

/** The words of a text: `wordSet("-o --output")`. */
export function wordSet(text: string): ReadonlySet<string> {
  return new WordSet(text);
}

class WordSet implements ReadonlySet<string> {
  private readonly text: string;
  private words: ReadonlySet<string> | undefined;

  constructor(text: string) {
    this.text = text;
  }

  has(word: string): boolean {
    return this.all().has(word);
  }

  get size(): number {
    return this.all().size;
  }

  forEach(work: (word: string, same: string, set: ReadonlySet<string>) => void): void {
    this.all().forEach(work);
  }

  entries(): SetIterator<[string, string]> {
    return this.all().entries();
  }

  keys(): SetIterator<string> {
    return this.all().keys();
  }

  values(): SetIterator<string> {
    return this.all().values();
  }

  [Symbol.iterator](): SetIterator<string> {
    return this.all().values();
  }

  private all(): ReadonlySet<string> {
    return (this.words ??= new Set(this.text.split(" ")));
  }
}
