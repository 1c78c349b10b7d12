/** A photo is as large as it has to be to be looked at: at the door there is little signal, and papers are many. */
export const PHOTO_BYTES_MAX = 300_000;

const EDGES = [1_280, 1_024, 800, 640] as const;
const QUALITIES = [0.75, 0.6, 0.45] as const;
const ANY_BROWSER_SHOWS = /^image\/(jpeg|png|webp)$/;

/**
 * The photo in at most `PHOTO_BYTES_MAX`, as JPEG where it had to be made smaller. Null when the file is no picture, or
 * none that this phone can draw, whatever its name says.
 */
export async function smallPhoto(file: File): Promise<File | null> {
  const picture = await createImageBitmap(file).catch(() => null);
  if (picture === null) return null;
  try {
    if (file.size <= PHOTO_BYTES_MAX && ANY_BROWSER_SHOWS.test(file.type)) return file;
    for (const edge of EDGES)
      for (const quality of QUALITIES) {
        const bytes = await drawn(picture, edge, quality);
        if (bytes !== null && bytes.size <= PHOTO_BYTES_MAX)
          return new File([bytes], `${file.name.replace(/\.[^.]*$/, "") || "foto"}.jpg`, {
            type: "image/jpeg",
          });
      }
    return null;
  } finally {
    picture.close();
  }
}

function drawn(picture: ImageBitmap, edge: number, quality: number): Promise<Blob | null> {
  const scale = Math.min(1, edge / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  canvas.getContext("2d")?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
}
