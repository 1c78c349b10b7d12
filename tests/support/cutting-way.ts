import net from "node:net";

export type CuttingWay = {
  /** The address of the database by this way. */
  readonly url: string;
  /** Cuts every connection on which this is said from now on; null lets all be said. */
  readonly cutOn: (words: string | null) => void;
  /** How many were cut. */
  readonly cuts: () => number;
  readonly close: () => void;
};

/** A way to a database that can cut a connection at the very words that a test cares for. */
export async function cuttingWay(database: string): Promise<CuttingWay> {
  const url = new URL(database);
  const { hostname, port } = url;
  let words: string | null = null;
  let cuts = 0;
  const way = net.createServer((from) => {
    const to = net.connect(Number(port), hostname);
    const cut = () => void [from, to].map((end) => end.destroy());
    for (const end of [from, to]) end.on("error", cut).on("close", cut);
    to.pipe(from);
    from.on("data", (bytes) => {
      if (words === null || !bytes.includes(words)) return void to.write(bytes);
      cuts += 1;
      cut();
    });
  });
  await new Promise<void>((resolve) => void way.listen(0, "127.0.0.1", resolve));
  const address = way.address();
  url.port = String(typeof address === "object" ? address?.port : "");
  return {
    url: url.href,
    cutOn: (wanted) => {
      words = wanted;
    },
    cuts: () => cuts,
    close: () => void way.close(),
  };
}
