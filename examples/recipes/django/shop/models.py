from django.db import models


class Order(models.Model):
    item = models.TextField()
    currency = models.CharField(max_length=3, default="EUR")
