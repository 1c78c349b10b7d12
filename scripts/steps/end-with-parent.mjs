// Loaded before a process that start.mjs keeps running: when its parent is killed without a chance to
// say goodbye, it stops too, in good order, instead of holding the port.

process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));
process.channel?.unref(); // the channel alone must not keep the process from ending
