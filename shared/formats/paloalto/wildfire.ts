import { type Json } from '../../codec/json-value';
import { textAtPath, textsAtPath } from '../../codec/member-path';
import { observe } from '../kit';
import { hasOneOf } from '../recognition';
import { tableFormat, type Part } from '../table';
import { wildFireVerdict } from './judged';

/** The API answers XML; what turns it into JSON keeps the outer element, or takes it off. */
const within = (name: string): readonly Part[] =>
  ['', 'wildfire.'].map((outer) => ({
    at: `${outer}${name}`,
    verdict: (part: Json) => wildFireVerdict(textsAtPath(part, 'verdict', 'malware')),
    says: 'verdict or malware',
    files: [{ name: 'filename', hashes: { sha256: 'sha256', sha1: 'sha1', md5: 'md5' } }],
    values: [{ at: 'url', as: observe.url }],
  }));

/** Verdicts and reports of Palo Alto's WildFire, as JSON. */
export const wildFire = tableFormat({
  name: 'wildfire',
  marks: ['wildfire', 'get-verdict-info', 'file_info'],
  expects: 'an answer of WildFire with get-verdict-info or file_info',
  one: 'an answer of WildFire',
  is: (item) => {
    const inner = textsAtPath(item, 'wildfire.get-verdict-info.verdict', 'wildfire.file_info.malware');
    return (
      inner.length > 0 ||
      textAtPath(item, 'file_info.malware') !== undefined ||
      hasOneOf(item, 'get-verdict-info')
    );
  },
  about: () => ({ description: 'WildFire', threat: ['malware'] }),
  parts: [...within('get-verdict-info'), ...within('file_info')],
  none: 'an answer without a hash or a URL',
});
