import type { DocumentPackage } from './packages.ts'

/** OpenAPI documents that nobody here wrote, in packages that are small enough to be fetched. */
export const CORPUS: readonly DocumentPackage[] = [
  {
    name: '@readme/oas-examples',
    version: '8.2.2',
    integrity:
      'sha512-uytlvlylq3zpemG0h1R7ijlMBCajqXU0VpMI1Iw+j92s77Y/oT6pBf3BZN0lYl0WIGTh7POM4Jdu7L14eCzwXQ==',
    files: [
      '3.0/json/callbacks.json',
      '3.0/json/circular-request-bodies.json',
      '3.0/json/complex-nesting.json',
      '3.0/json/discriminators.json',
      '3.0/json/petstore.json',
      '3.0/json/polymorphism.json',
      '3.0/json/schema-additional-properties.json',
      '3.0/json/schema-circular.json',
      '3.0/json/schema-enums.json',
      '3.0/json/schema-types.json',
      '3.0/json/readme-legacy.json',
      '3.0/json/request-examples.json',
      '3.1/json/petstore.json',
      '3.1/json/train-travel.json',
      '3.1/json/webhooks.json',
    ],
  },
  {
    name: '@scalar/galaxy',
    version: '0.2.20',
    integrity:
      'sha512-fAoAgFJbS1HPS7Inp/V+NbIs5kNefrI3BeBnPxItJf9ukDEI2wjcRskZKl4taSWCxSAJAAmTp9B3oZUyq7US0w==',
    files: ['dist/3.1.yaml'],
  },
  {
    name: '@shipengine/connect-fulfillment-provider-api',
    version: '4.6.0',
    integrity:
      'sha512-gXKSVyqh0iJXnrf2Ma8LvG0QXco6d3DcAHdyhhmlCPBdTLAVYi+1sJe64M846KUXFiGa/DC8n1+GgItTP8HPQA==',
    files: ['spec.yaml'],
  },
  {
    name: '@blockfrost/openapi',
    version: '0.1.93',
    integrity:
      'sha512-gC0NOZk+9MSa5aK846gbcU12VqbZwzVpZmgO6314e9ExJo9g3QsMmniplewOhI5fJQVHR0A7lgCVqk/pbK1iKA==',
    files: ['openapi.yaml'],
  },
  {
    name: '@ideal-postcodes/openapi',
    version: '4.21.0',
    integrity:
      'sha512-QvwrkjQNFYj+drLJ8UKex8mlrPRn7/pii9l5G2X/FFbyisEzZ46524tpm4MphIpqjZHGBgK2gnGgrXQxeDwy+w==',
    files: ['dist/openapi.json'],
  },
  {
    name: '@dcl/catalyst-api-specs',
    version: '3.8.0',
    integrity:
      'sha512-l0h3Q6O76bMH679FKeeIN3UWix+2D1tC2zSJAx7ROPZ42nZY3m4EGJIr5OI9aJAiYq0T/vTFNp7ypOnUOeBXiA==',
    files: ['lib/api.yaml'],
  },
  {
    name: '@digdir/dialogporten-schema',
    version: '1.40.0',
    integrity:
      'sha512-NVi1ZkQU4yynmw80Mz+YkG5rLVoOLsB9s5PqXHBnA08WTl2doQWX4aBDCHC29m1C8P6sxPA1dvIGOOrN/h0haw==',
    files: ['swagger.verified.json'],
  },
  {
    name: 'openapi-to-graphql',
    version: '3.0.7',
    integrity:
      'sha512-rMVZe/BBJT4KXEnP+bPUwbRvAvlXLreNKrseIhkkJbwfKRFDW2kOJmaU+VAcBTvmZwSw3hF0IKjO5ZnD1u8Hdg==',
    files: [
      'test/fixtures/example_oas.json',
      'test/fixtures/government_social_work.json',
      'test/fixtures/ibm_language_translator.json',
    ],
  },
  {
    name: 'rclone-openapi',
    version: '1.75.0',
    integrity:
      'sha512-qkuPnhiFFS0cu5jAcG3TXWKZrkw54KYFCDPL5PDFY5Q3CZcooP4EXuMmcoQKWpmglohk12b65OW31QDVadsjRw==',
    files: ['openapi.yaml'],
  },
  {
    name: '@directus/specs',
    version: '15.2.0',
    integrity:
      'sha512-JauzDjbFbeoZ9AceWh/pbG/U2R2/5V8jP7Ldp/bpSPbsDu392uXEUQGTfWkowLqgRXtjmGHP5vIZoUJpjqaFPw==',
    files: ['dist/openapi.json'],
  },
  {
    name: '@octokit/openapi-webhooks',
    version: '12.1.0',
    integrity:
      'sha512-Z5eDsLCUNbx1zHpZb1LNQirADqdMTvWJQ/deahi0ws+tWWnwHXB+Pr4jfmM9OrETS9Y5iW8ZRu1fdbudObhLrg==',
    files: ['generated/api.github.com.json'],
  },
]
