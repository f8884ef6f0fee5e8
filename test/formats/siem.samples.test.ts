import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import * as E from 'fp-ts/Either';
import { parseJson } from '../../shared/codec/json';
import { ecs } from '../../shared/formats/elastic/ecs';
import { elasticAlert } from '../../shared/formats/elastic/elastic-alert';
import { graylog } from '../../shared/formats/graylog';
import { splunk } from '../../shared/formats/splunk/splunk';
import { wazuh } from '../../shared/formats/wazuh';
import { describeSamples } from '../samples/samples';

/** Every sample as JSON: a file as it is, or its lines. */
const payloadOf = (text: string): E.Either<unknown, unknown> => {
  const whole = parseJson(text);
  return E.isRight(whole) ? whole : E.traverseArray(parseJson)(text.trim().split('\n'));
};

describeSamples('the samples of every format', (folder) => {
  const payloads = (folder === '' ? [] : readdirSync(folder, { recursive: true, encoding: 'utf8' }))
    .filter((name) => /\.(?:nd)?jsonl?$/.test(name))
    .flatMap((name) => {
      const payload = payloadOf(readFileSync(path.join(folder, name), 'utf8'));
      return E.isRight(payload) ? [{ name: name.replaceAll('\\', '/'), payload: payload.right }] : [];
    });

  it.each([
    ['ecs', ecs, 6],
    ['elastic-alert', elasticAlert, 2],
    ['graylog', graylog, 1],
    ['splunk', splunk, 4],
    ['wazuh', wazuh, 1],
  ])('are claimed by %s where they are its own', (own, format, count) => {
    const claimed = payloads.filter(({ payload }) => format.recognises(payload)).map(({ name }) => name);
    const others = claimed.filter((name) => !name.startsWith(`${own}/`));
    expect(claimed).toHaveLength(count);
    expect(others).toEqual(format === elasticAlert ? ['composed/kibana-webhook-alerts-array.json'] : []);
  });
});
