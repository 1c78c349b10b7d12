import { Zip, ZipPassThrough } from "fflate";

/** The hour on every file of an archive: the first that the format knows, so that equal content is equal bytes. */
export const PACKED_AT = new Date(1980, 0, 1);

export type ZipWriter = {
  /** Puts a file in whole and answers the bytes of the archive that are ready because of it. */
  readonly add: (path: string, bytes: Uint8Array) => Uint8Array[];
  /** Closes the archive and answers its last bytes. */
  readonly end: () => Uint8Array[];
};

/**
 * An archive that is written from front to back and holds nothing of what it has given away. Files are stored as they are:
 * PDF, XLSX and photos are compressed already. Equal files in equal order give equal bytes.
 */
export function zipWriter(): ZipWriter {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const taken = () => {
    const chunks = ready;
    ready = [];
    return chunks;
  };
  return {
    add: (path, bytes) => {
      const file = new ZipPassThrough(path);
      file.mtime = PACKED_AT;
      zip.add(file);
      file.push(bytes, true);
      return taken();
    },
    end: () => {
      zip.end();
      return taken();
    },
  };
}
