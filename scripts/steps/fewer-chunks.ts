import path from "node:path";
import type { Plugin, ResolvedConfig, Rollup } from "vite";

/**
 * Which modules lie in one file of the browser's bundle.
 *
 * A bundler makes one file for every set of pages that share something: a page then asks for dozens of files of a few
 * hundred bytes, and on a phone each costs a turn on the line, its headers and work of its own. Here two files become one
 * wherever that saves more than it brings to pages that need only one of them.
 */

/** What one file more costs a page, in bytes of script: its headers, its turn on the line, the browser's own work. */
const FILE_COST_BYTES = 2_500;
/** Compressed bytes of a byte of source that is not a comment, about. */
const COMPRESSED = 0.2;

type Pages = Uint32Array;
type Group = {
  pages: Pages;
  bytes: number;
  readonly modules: string[];
  /** Groups that this one's modules import. */
  readonly needs: Set<Group>;
  readonly neededBy: Set<Group>;
};
type Routes = Readonly<
  Record<string, { readonly id: string; readonly parentId?: string; readonly file: string }>
>;

function ones(word: number): number {
  const pairs = word - ((word >>> 1) & 0x55_55_55_55);
  const fours = (pairs & 0x33_33_33_33) + ((pairs >>> 2) & 0x33_33_33_33);
  return (Math.imul((fours + (fours >>> 4)) & 0x0f_0f_0f_0f, 0x01_01_01_01) >>> 24) & 0xff;
}

/** How many pages are in `a` and not in `b`, in both, and in `b` and not in `a`. */
function compared(a: Pages, b: Pages): { onlyA: number; both: number; onlyB: number } {
  let [onlyA, both, onlyB] = [0, 0, 0];
  for (let at = 0; at < a.length; at += 1) {
    const [one = 0, other = 0] = [a[at], b[at]];
    onlyA += ones(one & ~other);
    both += ones(one & other);
    onlyB += ones(other & ~one);
  }
  return { onlyA, both, onlyB };
}

function gainOf(a: Group, b: Group): number {
  const { onlyA, both, onlyB } = compared(a.pages, b.pages);
  return both * FILE_COST_BYTES - onlyA * b.bytes - onlyB * a.bytes;
}

/** True when `from` reaches `to` by way of a third: as one file the two would import each other through it. */
function goesAround(from: Group, to: Group): boolean {
  const seen = new Set<Group>([from]);
  const open = [...from.needs].filter((group) => group !== to);
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    if (group === to) return true;
    if (seen.has(group)) continue;
    seen.add(group);
    open.push(...group.needs);
  }
  return false;
}

/** Everything below that pages of `a` or `b` would now load though they need it not, in bytes and files. */
function draggedAlong(a: Group, b: Group, pages: Pages): number {
  const seen = new Set<Group>([a, b]);
  const open = [...a.needs, ...b.needs];
  let bytes = 0;
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    if (seen.has(group)) continue;
    seen.add(group);
    bytes += compared(pages, group.pages).onlyA * (group.bytes + FILE_COST_BYTES);
    open.push(...group.needs);
  }
  return bytes;
}

function addPages(to: Pages, from: Pages): void {
  for (let at = 0; at < to.length; at += 1) to[at] = (to[at] ?? 0) | (from[at] ?? 0);
}

function merge(a: Group, b: Group): void {
  addPages(a.pages, b.pages);
  a.bytes += b.bytes;
  a.modules.push(...b.modules);
  for (const group of b.needs) {
    group.neededBy.delete(b);
    if (group === a) continue;
    a.needs.add(group);
    group.neededBy.add(a);
  }
  for (const group of b.neededBy) {
    group.needs.delete(b);
    if (group === a) continue;
    group.needs.add(a);
    a.neededBy.add(group);
  }
  a.needs.delete(b);
  a.neededBy.delete(b);
  const open = [...a.needs];
  const seen = new Set<Group>();
  for (let group = open.pop(); group !== undefined; group = open.pop()) {
    if (seen.has(group)) continue;
    seen.add(group);
    addPages(group.pages, a.pages);
    open.push(...group.needs);
  }
}

/** Merges pairs, the most saving first, until none saves. The result depends on nothing but what it is given. */
function mergeAll(groups: Group[]): Group[] {
  let left = groups;
  for (let turn = 0; turn < 40; turn += 1) {
    const pairs: { gain: number; a: Group; b: Group }[] = [];
    for (const [at, a] of left.entries())
      for (const b of left.slice(at + 1)) {
        const gain = gainOf(a, b);
        if (gain > 0) pairs.push({ gain, a, b });
      }
    pairs.sort((one, other) => other.gain - one.gain);
    const touched = new Set<Group>();
    const gone = new Set<Group>();
    for (const { a, b } of pairs) {
      if (touched.has(a) || touched.has(b)) continue;
      const pages = a.pages.slice();
      addPages(pages, b.pages);
      if (gainOf(a, b) <= draggedAlong(a, b, pages) || goesAround(a, b) || goesAround(b, a)) continue;
      merge(a, b);
      touched.add(a).add(b);
      gone.add(b);
    }
    if (gone.size === 0) break;
    left = left.filter((group) => !gone.has(group));
  }
  return left;
}

const isMessage = (id: string) => /\/paraglide\/messages\/(?!_index\.)[^/]+\.js$/.test(id);
const isAllMessages = (id: string) => /\/paraglide\/(messages|messages\/_index)\.js$/.test(id);

/** What a module imports; of the messages those that it says, for it seems to import them all. */
function importsOf(info: Rollup.GetModuleInfo, messages: ReadonlyMap<string, string>) {
  const known = new Map<string, readonly string[]>();
  return (id: string): readonly string[] => {
    const before = known.get(id);
    if (before) return before;
    const module = info(id);
    const said = [...(module?.code ?? "").matchAll(/\bm\.([a-zA-Z0-9_]+)/g)].flatMap(
      ([, name]) => messages.get(name ?? "") ?? [],
    );
    const direct = (module?.importedIds ?? []).filter((one) => !isAllMessages(one));
    const all = [...new Set(module?.importedIds.some(isAllMessages) ? [...direct, ...said] : direct)];
    known.set(id, all);
    return all;
  };
}

function reachedFrom(id: string, importsOfModule: (id: string) => readonly string[]): Set<string> {
  const seen = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    open.push(...importsOfModule(next));
  }
  return seen;
}

function weightOf(code: string | null | undefined): number {
  return (
    (code ?? "").replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "").replaceAll(/\s+/g, " ").length * COMPRESSED
  );
}

function nameOf(modules: readonly string[]): string {
  const spoken = modules.filter((id) => !isMessage(id) && !id.startsWith("\0"));
  const [first = "words"] = (spoken.length > 0 ? spoken : modules).toSorted((a, b) => a.length - b.length);
  return path.basename(first).replace(/[.?].*$/, "");
}

/** The file of each shared module; what only one page needs stays with its page. */
function filesOf(ids: readonly string[], info: Rollup.GetModuleInfo, routes: Routes, root: string) {
  const messages = new Map<string, string>();
  for (const id of ids.filter(isMessage))
    for (const [, plain, quoted] of (info(id)?.code ?? "").matchAll(
      /export (?:const (\w+)|\{ \w+ as "(\w+)" \})/g,
    ))
      messages.set(plain ?? quoted ?? "", id);
  const imports = importsOf(info, messages);
  const entryOf = (file: string) =>
    ids.find((id) => info(id)?.isEntry && id.split("?")[0] === path.join(root, "app", file));
  const closures = new Map<string, Set<string>>();
  const closure = (id: string) => {
    const known = closures.get(id) ?? reachedFrom(id, imports);
    closures.set(id, known);
    return known;
  };
  const entry = ids.find((id) => info(id)?.isEntry && /entry\.client\./.test(id));
  // What a page loads: the entry, its own module and those of all frames around it.
  const pages = Object.values(routes).map((route) => {
    const files = [];
    for (let at: typeof route | undefined = route; at; at = routes[at.parentId ?? ""]) files.push(at.file);
    return [entry, ...files.map(entryOf)].filter((id) => id !== undefined);
  });
  const later = [...new Set(ids.flatMap((id) => info(id)?.dynamicallyImportedIds ?? []))].map((id) => [id]);
  const loads = [...pages, ...later].map((entries) => new Set(entries.flatMap((id) => [...closure(id)])));
  const entries = new Set([...pages, ...later].flat());
  const words = Math.ceil(loads.length / 32);
  const bySet = new Map<string, Group>();
  const groupOf = new Map<string, Group>();
  for (const id of [...new Set(loads.flatMap((load) => [...load]))].sort()) {
    const isForeign = id.includes("/node_modules/") && !id.includes("?url");
    if (entries.has(id) || isForeign || id.startsWith("\0")) continue;
    const set = new Uint32Array(words);
    let count = 0;
    for (const [at, load] of loads.entries()) {
      if (!load.has(id)) continue;
      count += 1;
      set[at >> 5] = (set[at >> 5] ?? 0) | (1 << (at & 31));
    }
    if (count < 2) continue;
    const key = set.join();
    const group = bySet.get(key) ?? {
      pages: set,
      bytes: 0,
      modules: [],
      needs: new Set(),
      neededBy: new Set(),
    };
    bySet.set(key, group);
    groupOf.set(id, group);
    group.bytes += weightOf(info(id)?.code);
    group.modules.push(id);
  }
  for (const [id, group] of groupOf)
    for (const imported of imports(id)) {
      const needed = groupOf.get(imported);
      if (!needed || needed === group) continue;
      group.needs.add(needed);
      needed.neededBy.add(group);
    }
  return mergeAll([...bySet.values()]);
}

/** Everything of the framework is one file, which outlives our own changes in the phone's memory. */
const FRAME =
  /\/node_modules\/(react|react-dom|scheduler|react-router|react-router-dom|turbo-stream|@remix-run\/[^/]+)\/|^\0(vite\/preload-helper|commonjsHelpers)/;

export function fewerChunks(): Plugin {
  let config: ResolvedConfig;
  return {
    name: "fewer-chunks",
    apply: "build",
    configResolved(resolved) {
      config = resolved;
    },
    outputOptions(options) {
      if (config.build.ssr) return null;
      const { remixConfig } = (
        config as unknown as { __remixPluginContext: { remixConfig: { routes: Routes } } }
      ).__remixPluginContext;
      let names: Map<string, string> | null = null;
      return {
        ...options,
        // What a shared module imports has its own place; most of it is sentences that others say.
        onlyExplicitManualChunks: true,
        manualChunks(id, { getModuleIds, getModuleInfo }) {
          if (FRAME.test(id)) return "frame";
          names ??= new Map(
            filesOf([...getModuleIds()], getModuleInfo, remixConfig.routes, config.root).flatMap(
              ({ modules }, at) => modules.map((module) => [module, `${nameOf(modules)}_${at}`] as const),
            ),
          );
          return names.get(id) ?? null;
        },
      };
    },
  };
}
