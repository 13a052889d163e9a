// Loaded into the demo provider, whose port is part of its name: it listens on LISTEN_PORT and believes to be on its own
// port, where the suite's proxy is.
import { Server } from "node:net";

const { listen, address } = Server.prototype;
let known;

Server.prototype.listen = function listenElsewhere(port, ...rest) {
  known = port;
  return listen.call(this, Number(process.env.LISTEN_PORT), ...rest);
};

Server.prototype.address = function addressOfProxy() {
  return { ...address.call(this), port: known };
};
