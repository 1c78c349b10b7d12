/** The phone's memory of forms that the house has not answered yet: IndexedDB, because photos do not fit elsewhere. */
export type KeptForm = {
  /** Which queue it waits in: a driver's link, or one person at one organisation. */
  readonly queue: string;
  /** The receipt key of its form: however often it is sent, it counts once. */
  readonly key: string;
  /** What the form is about, for showing it as done: `data-about` of the form. */
  readonly about: string;
  /** What to call it in a list: `data-title` of the form. */
  readonly title: string;
  /** Where it is sent. */
  readonly action: string;
  /** When it was filled in, by the clock of the phone. */
  readonly at: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
  readonly photos: readonly { readonly name: string; readonly picture: File }[];
  /** Every field of the form, also those that were left empty: what a refusal can point at. */
  readonly names: readonly string[];
  /** The house said no, and why, by field ("" for the form as a whole); it is not sent again as it is. */
  readonly refused: Readonly<Record<string, readonly string[]>> | null;
};

const DATABASE = "lumbung";
const STORE = "kept";

function settled<Value>(request: IDBRequest<Value>): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error("the phone keeps nothing"));
  });
}

async function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore(STORE, { keyPath: ["queue", "key"] });
  };
  return settled(request);
}

async function within<Value>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<Value>,
): Promise<Value> {
  const database = await opened();
  try {
    return await settled(work(database.transaction(STORE, mode).objectStore(STORE)));
  } finally {
    database.close();
  }
}

/** What waits in a queue, the oldest first; nothing where the browser keeps nothing. */
export async function keptIn(queue: string): Promise<readonly KeptForm[]> {
  try {
    const all = (await within("readonly", (store) => store.getAll())) as KeptForm[];
    return all.filter((form) => form.queue === queue).sort((a, b) => (a.at < b.at ? -1 : 1));
  } catch {
    return [];
  }
}

/** False when the phone has no room, or lets nothing be kept. */
export async function keep(form: KeptForm): Promise<boolean> {
  try {
    await within("readwrite", (store) => store.put(form));
    return true;
  } catch {
    return false;
  }
}

export async function forget(queue: string, key: string): Promise<void> {
  await within("readwrite", (store) => store.delete([queue, key])).catch(() => undefined);
}

/** The phone is looked into every few seconds; a page whose forms are as they were is not drawn anew for that. */
export function isUnchanged(before: readonly KeptForm[], now: readonly KeptForm[]): boolean {
  const saidOf = (forms: readonly KeptForm[]) =>
    JSON.stringify(forms.map(({ key, at, refused }) => [key, at, refused]));
  return saidOf(before) === saidOf(now);
}
