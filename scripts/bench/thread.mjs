// What a worker thread of a measurement starts with: it learns TypeScript, then runs the file it was named.
import { workerData } from "node:worker_threads";
import { register } from "tsx/esm/api";

register();
await import(new URL(workerData.file, import.meta.url).href);
