/** An element with its own text and the elements in it. */
export type Node = { readonly name: string; readonly text: string; readonly children: readonly Node[] };

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const unescaped = (text: string) => text.replace(/&(\w+);/g, (_, name: string) => NAMED[name] ?? "?");

/** Reads an XML file as strictly as its grammar: anything that does not fit is an error. */
export function read(file: string): Node {
  const body = /^<\?xml version="1\.0" encoding="UTF-8"\?>\n(.*)\n$/su.exec(file)?.[1] ?? "";
  const token = /<(\/?)([\w:]+)((?: [\w:]+="[^"<&]*")*)(\/?)>|([^<&]|&(?:amp|lt|gt|quot|apos);)+/uy;
  const open: { name: string; text: string; children: Node[] }[] = [{ name: "", text: "", children: [] }];
  for (let at = 0; at < body.length; at = token.lastIndex) {
    token.lastIndex = at;
    const found = token.exec(body);
    if (!found) throw new Error(`no XML at ${body.slice(at, at + 40)}`);
    const [whole, isEnd, name = "", , isEmpty] = found;
    const top = open.at(-1);
    if (!top) throw new Error("more ends than beginnings");
    if (!found[2]) top.text += unescaped(whole);
    else if (isEnd) {
      if (top.name !== name) throw new Error(`${name} ends ${top.name}`);
      open.pop();
      open.at(-1)?.children.push(top);
    } else if (isEmpty) top.children.push({ name, text: "", children: [] });
    else open.push({ name, text: "", children: [] });
  }
  const [root, ...more] = open[0]?.children ?? [];
  if (!root || more.length > 0 || open.length !== 1) throw new Error("one element stands alone");
  return root;
}

/** Every element of a name, at any depth, in the order of the file. */
export const all = (node: Node, name: string): Node[] =>
  node.children.flatMap((child) => (child.name === name ? [child] : all(child, name)));
/** The text of the first element of a name; empty where there is none. */
export const one = (node: Node, name: string) => all(node, name)[0]?.text ?? "";
