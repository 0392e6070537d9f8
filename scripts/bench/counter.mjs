import { createServer, request } from 'node:http';

/**
 * A server in front of another one, which adds one hop on loopback. It names each request as it goes by, the operation of KMS
 * or the method of S3, and keeps the last key whose policy was asked for.
 */
export async function startCounter(upstream) {
  const counter = { requests: [], key: '' };
  const server = createServer((incoming, response) => {
    const { method, headers, url } = incoming;
    const target = headers['x-amz-target'];
    counter.requests.push(target === undefined ? method : target.split('.')[1]);
    if (target?.endsWith('GetKeyPolicy')) {
      let body = '';
      incoming.on('data', (text) => (body += text));
      incoming.on('end', () => (counter.key = JSON.parse(body).KeyId));
    }
    const onward = request(`${upstream}${url}`, { method, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    });
    incoming.pipe(onward);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  counter.endpoint = `http://127.0.0.1:${server.address().port}`;
  counter.stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return counter;
}
