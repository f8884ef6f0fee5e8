import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { type IncomingMessage } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { selfSigned } from '../faults/self-signed';

/** One item as Application Insights takes it in. */
export interface Envelope {
  readonly name: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly data: { readonly baseType: string; readonly baseData: Readonly<Record<string, unknown>> };
}

/** Stands in for the ingestion endpoint: it accepts everything and keeps it. */
export interface Ingestion {
  readonly connectionString: string;
  /** A file with the certificate that the caller has to trust, since the exporter speaks TLS only. */
  readonly certificate: string;
  readonly envelopes: () => readonly Envelope[];
  /** All that came, as text. */
  readonly text: () => string;
  readonly stop: () => Promise<void>;
}

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  if (request.headers['content-encoding'] !== 'gzip') return text(request);
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return gunzipSync(Buffer.concat(chunks)).toString('utf8');
};

/** A body is a JSON array, or an envelope on each line. */
const envelopesIn = (body: string): readonly Envelope[] =>
  body.startsWith('[')
    ? (JSON.parse(body) as readonly Envelope[])
    : body
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map((line) => JSON.parse(line) as Envelope);

export const startIngestion = async (): Promise<Ingestion> => {
  const kept: Envelope[] = [];
  const texts: string[] = [];
  const identity = selfSigned('localhost');
  const folder = await mkdtemp(path.join(tmpdir(), 'ingestion-'));
  const certificate = path.join(folder, 'certificate.pem');
  await writeFile(certificate, identity.cert);
  const server = createServer(identity, (request, response) => {
    void bodyOf(request).then((body) => {
      const found = request.url?.includes('/track') === true ? envelopesIn(body) : [];
      kept.push(...found);
      texts.push(body);
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify({ itemsReceived: found.length, itemsAccepted: found.length, errors: [] }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    connectionString: `InstrumentationKey=00000000-0000-0000-0000-000000000000;IngestionEndpoint=https://localhost:${port}/`,
    certificate,
    envelopes: () => kept,
    text: () => texts.join('\n'),
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true });
    },
  };
};
