// The worker process. It may run many times over against one database and one queue.

process.env["LUMBUNG_PROCESS"] ??= "worker"; // before anything is imported that writes a log line

const { catalogue } = await import("./catalogue.ts");
const { runWorkerProcess } = await import("./worker-process.ts");
await runWorkerProcess(catalogue);

export {};
