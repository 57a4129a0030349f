/** URLs with the one verdict that every place which takes a URL gives. */
export interface UrlRow {
  readonly what: string
  readonly url: string
  /**
   * `accepted`, or why it is rejected: `credentials` are accepted where the convention of others puts them into the URL,
   * `no scheme` where it is HTTP, and `socks` where proxies are named.
   */
  readonly verdict: 'accepted' | 'rejected' | 'credentials' | 'no scheme' | 'socks'
  /** What is found, and what to do next, in the error. */
  readonly says?: RegExp
}

const long = (length: number): string => `https://client.example/${'a'.repeat(length)}`

export const URLS: readonly UrlRow[] = [
  { what: 'a host alone', url: 'https://client.example', verdict: 'accepted' },
  { what: 'plain http', url: 'http://client.example/hooks', verdict: 'accepted' },
  { what: 'a scheme in upper case', url: 'HTTPS://Client.EXAMPLE/Hooks', verdict: 'accepted' },
  { what: 'a port', url: 'http://client.example:8080/hooks', verdict: 'accepted' },
  { what: 'an empty port', url: 'http://client.example:/hooks', verdict: 'accepted' },
  { what: 'an IPv4 address', url: 'http://192.0.2.1/hooks', verdict: 'accepted' },
  { what: 'an IPv6 address', url: 'http://[2001:db8::1]:8080/hooks', verdict: 'accepted' },
  { what: 'a host of other letters', url: 'https://bücher.example/hooks', verdict: 'accepted' },
  { what: 'the same in ASCII', url: 'https://xn--bcher-kva.example/', verdict: 'accepted' },
  { what: 'a dot after the host', url: 'https://client.example./hooks', verdict: 'accepted' },
  { what: 'an underscore in the host', url: 'https://client_a.example/', verdict: 'accepted' },
  { what: 'a query', url: 'https://client.example/a?x=1&y=a/b?c', verdict: 'accepted' },
  { what: 'a query without a path', url: 'https://client.example?x=1', verdict: 'accepted' },
  {
    what: 'an encoded character',
    url: 'https://client.example/a%20b?c=%C3%BC',
    verdict: 'accepted',
  },
  { what: 'a path of other letters', url: 'https://client.example/bücher', verdict: 'accepted' },
  { what: 'an @ in the path', url: 'https://client.example/@hooks', verdict: 'accepted' },
  { what: 'two slashes in the path', url: 'https://client.example//hooks', verdict: 'accepted' },
  { what: 'a dot segment', url: 'https://client.example/a/../hooks', verdict: 'accepted' },
  { what: 'white space around it', url: ' \thttps://client.example/hooks\n', verdict: 'accepted' },
  { what: '8,000 characters', url: long(8000 - 23), verdict: 'accepted' },

  { what: 'nothing', url: '', verdict: 'rejected', says: /found: +""/ },
  { what: 'a word', url: 'nowhere', verdict: 'no scheme', says: /did you mean https:\/\/nowhere/ },
  {
    what: 'no scheme',
    url: 'client.example/hooks',
    verdict: 'no scheme',
    says: /did you mean https:\/\/client\.example\/hooks or http:\/\/client\.example\/hooks\?/,
  },
  {
    what: 'host and port alone',
    url: 'localhost:4010',
    verdict: 'no scheme',
    says: /or http:\/\/localhost:4010\?/,
  },
  { what: 'no scheme before slashes', url: '//client.example/hooks', verdict: 'rejected' },
  { what: 'a path', url: '/hooks', verdict: 'rejected', says: /give a URL such as/ },
  { what: 'a query alone', url: '?x=1', verdict: 'rejected' },
  { what: 'no host', url: 'https://', verdict: 'rejected', says: /give a URL such as/ },
  { what: 'an empty host', url: 'https:///hooks', verdict: 'rejected' },
  { what: 'a port without a host', url: 'http://:8080/hooks', verdict: 'rejected' },
  { what: 'a query without a host', url: 'https://?x=1', verdict: 'rejected' },
  { what: 'no slashes', url: 'http:client.example', verdict: 'rejected' },
  { what: 'one slash', url: 'http:/client.example', verdict: 'rejected' },
  { what: 'another scheme', url: 'ftp://client.example/hooks', verdict: 'rejected' },
  { what: 'a web socket', url: 'wss://client.example/hooks', verdict: 'rejected' },
  { what: 'a file', url: 'file:///etc/hosts', verdict: 'rejected' },
  { what: 'a script', url: 'javascript:alert(1)', verdict: 'rejected' },
  { what: 'SOCKS', url: 'socks5h://client.example:1080', verdict: 'socks' },
  {
    what: 'a user name and a password',
    url: 'https://me:hush@client.example/hooks',
    verdict: 'credentials',
    says: /with credentials in it/,
  },
  { what: 'a user name', url: 'https://me@client.example/hooks', verdict: 'credentials' },
  {
    what: 'a password in a URL that is wrong besides',
    url: 'ftp://me:hush@client.example/hooks',
    verdict: 'rejected',
    says: /ftp:\/\/…@client/,
  },
  {
    what: 'a password with a slash in it',
    url: 'https://me:hush/hush@client.example',
    verdict: 'rejected',
    says: /https:\/\/…@client/,
  },
  {
    what: 'a fragment',
    url: 'https://client.example/hooks#top',
    verdict: 'rejected',
    says: /a fragment is never sent/,
  },
  { what: 'an empty fragment', url: 'https://client.example/hooks#', verdict: 'rejected' },
  {
    what: 'a blank',
    url: 'https://client.example/a b',
    verdict: 'rejected',
    says: /U\+0020 as character 25 of/,
  },
  { what: 'a line end', url: 'https://client.example/a\nb', verdict: 'rejected', says: /U\+000A/ },
  { what: 'a tab', url: 'https://client\t.example/', verdict: 'rejected', says: /U\+0009/ },
  {
    what: 'a control character',
    url: 'https://client.example/a\u0007b',
    verdict: 'rejected',
    says: /U\+0007/,
  },
  {
    what: 'what has no width',
    url: 'https://client\u200b.example/hooks',
    verdict: 'rejected',
    says: /U\+200B as character 15 of .*leave the character out/s,
  },
  {
    what: 'what turns the line around',
    url: 'https://client.example/\u202ea',
    verdict: 'rejected',
    says: /U\+202E/,
  },
  {
    what: 'a blank between words',
    url: 'my endpoint',
    verdict: 'rejected',
    says: /U\+0020/,
  },
  {
    what: 'backslashes for slashes',
    url: String.raw`https:\\client.example\hooks`,
    verdict: 'rejected',
    says: /%5C for a backslash/,
  },
  {
    what: 'a backslash in the path',
    url: String.raw`https://client.example/a\b`,
    verdict: 'rejected',
  },
  {
    what: 'a host behind a backslash',
    url: String.raw`https://client.example\@evil.example`,
    verdict: 'rejected',
  },
  {
    what: 'a percent sign by itself',
    url: 'https://client.example/100%',
    verdict: 'rejected',
    says: /write %25/,
  },
  { what: 'a wrong encoding', url: 'https://client.example/a?b=%zz', verdict: 'rejected' },
  { what: 'port 0', url: 'http://client.example:0/hooks', verdict: 'rejected', says: /port 0/ },
  { what: 'a port beyond 65535', url: 'http://client.example:65536/', verdict: 'rejected' },
  { what: 'a port of letters', url: 'http://client.example:http/', verdict: 'rejected' },
  { what: 'an open bracket', url: 'http://[2001:db8::1/hooks', verdict: 'rejected' },
  { what: 'an IPv6 zone', url: 'http://[fe80::1%25eth0]/hooks', verdict: 'rejected' },
  { what: 'an IPv4 address out of range', url: 'http://256.0.0.1/hooks', verdict: 'rejected' },
  {
    what: '8,001 characters',
    url: long(8001 - 23),
    verdict: 'rejected',
    says: /a URL of 8001 characters/,
  },
  { what: 'a megabyte', url: long(1 << 20), verdict: 'rejected', says: /a URL of \d+ characters/ },
]
