from django.urls import path

from rantau.web.look.views import gaya

urlpatterns = [path("gaya", gaya, name="gaya")]
