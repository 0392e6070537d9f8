import { Server, Socket } from 'node:net';

/** Unit tests open no sockets, not even on loopback: a test that does belongs to the whole suite. See jest.unit.config.mjs. */
const refuse = (): never => {
  throw new Error('a unit test opens a socket: leave its file out in jest.unit.config.mjs');
};
Socket.prototype.connect = refuse;
Server.prototype.listen = refuse;
