/** An element of an XML file: its name with its prefix, its attributes, and a text or further elements; null is left out. */
export type Xml = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly content: string | readonly Xml[];
};

type Content = string | readonly (Xml | null)[];

/** An element; elements that are null fall away, so that what is not known simply does not stand in the file. */
export function xml(name: string, content: Content, attributes: Readonly<Record<string, string>> = {}): Xml {
  const kept = typeof content === "string" ? content : content.filter((one) => one !== null);
  return { name, attributes, content: kept };
}

const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
};

/**
 * A text as XML 1.0 may hold it: marks that would end it are escaped, and what XML cannot hold at all falls away (control marks,
 * halves of a pair of surrogates). Line breaks become spaces: no field of ours has lines.
 */
function escaped(text: string): string {
  return text
    .replace(/[\t\n\r]+/g, " ")
    .replace(/[^\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "")
    .replace(/[&<>"']/g, (mark) => ESCAPES[mark] ?? "");
}

function written({ name, attributes, content }: Xml): string {
  const told = Object.entries(attributes)
    .map(([key, value]) => ` ${key}="${escaped(value)}"`)
    .join("");
  const inner = typeof content === "string" ? escaped(content) : content.map(written).join("");
  return inner === "" ? `<${name}${told}/>` : `<${name}${told}>${inner}</${name}>`;
}

/** The file, in UTF-8. Equal elements are equal bytes. */
export function xmlFile(root: Xml): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${written(root)}\n`;
}
