import { nameBasedUuid } from '../../shared/destinations/sentinel/name-based-uuid';

describe('a UUID made of a name', () => {
  it('is that of RFC 9562 (appendix A.4)', () => {
    const dns = Buffer.from('6ba7b8109dad11d180b400c04fd430c8', 'hex');
    expect(nameBasedUuid('www.example.com', dns)).toBe('2ed6657d-e927-568b-95e1-2665a8aea6a2');
  });
});
