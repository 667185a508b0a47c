"""The peer of benches/crawl.rs: Scrapy with the two regular expressions people begin with, on the bench's own sites.

usage: scrapy_regex.py SITES CONCURRENCY PORT (the sites' server on loopback, asked under every site's name)
"""

import re
import sys

import scrapy
from scrapy.crawler import CrawlerProcess
from scrapy.resolver import CachingThreadedResolver
from twisted.internet import defer

SITES, CONCURRENCY, PORT = (int(argument) for argument in sys.argv[1:4])
EMAIL = re.compile(r"[\w.%+-]+@[\w.-]+\.[A-Za-z]{2,}")
PHONE = re.compile(r"\+?\d[\d .()/-]{7,}\d")


class Loopback(CachingThreadedResolver):
    """Every name is this machine."""

    def getHostByName(self, name, timeout=None):
        return defer.succeed("127.0.0.1")


class Sites(scrapy.Spider):
    name = "sites"
    found = 0

    async def start(self):
        for number in range(SITES):
            yield scrapy.Request(f"http://business{number:06}.test:{PORT}/")

    def parse(self, response):
        text = response.text
        self.found += len(EMAIL.findall(text)) + len(PHONE.findall(text))
        for link in response.css("a::attr(href)").getall():
            if link.startswith("/"):
                yield response.follow(link, self.parse)


process = CrawlerProcess(
    {
        "LOG_LEVEL": "ERROR",
        "ROBOTSTXT_OBEY": False,
        "CONCURRENT_REQUESTS": CONCURRENCY,
        "CONCURRENT_REQUESTS_PER_DOMAIN": 8,
        "DOWNLOAD_DELAY": 0,
        "DNS_RESOLVER": Loopback,
        "TELNETCONSOLE_ENABLED": False,
        "RETRY_ENABLED": False,
        "COOKIES_ENABLED": False,
    }
)
process.crawl(Sites)
process.start()
